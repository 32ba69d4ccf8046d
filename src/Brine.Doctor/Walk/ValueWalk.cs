using Brine.Arrays;
using Brine.Pickling;

namespace Brine;

/// <summary>Walks all that a file holds, each part once, in the order of the file and without recursion.</summary>
internal static class ValueWalk
{
    /// <summary>So many parts are looked at; a model has far fewer.</summary>
    internal const int MostParts = 2_000_000;

    internal static IEnumerable<ValuePart> Parts(PyValue root)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var open = new Stack<ValuePart>([new ValuePart(root, null, "model")]);
        var inside = new List<ValuePart>();
        for (int count = 0; count < MostParts && open.TryPop(out ValuePart? part); count++)
        {
            yield return part;
            inside.Clear();
            Children(part, inside);
            for (int i = inside.Count - 1; i >= 0; i--)
            {
                object? reference = inside[i].Value.Reference;
                if (reference is null or string || seen.Add(reference))
                {
                    open.Push(inside[i]);
                }
            }
        }
    }

    private static void Children(ValuePart part, List<ValuePart> inside)
    {
        switch (part.Value.Reference)
        {
            case PyTuple tuple:
                Add(tuple.Items, part, inside);
                break;
            case PyList list when !list.TryGetInt64s(out _) && !list.TryGetDoubles(out _):
                Add(list, part, inside);
                break;
            case PySet set:
                Add(set.Items, part, inside);
                break;
            case PyDict dict:
                Add(dict, part, inside, isAttributes: false);
                break;
            case PyObject when part.Array is { } array:
                if (array.Objects is { } objects)
                {
                    Add(objects, part, inside);
                }

                break;
            case PyObject instance:
                AddObject(instance, part, inside);
                break;
        }
    }

    private static void AddObject(PyObject instance, ValuePart part, List<ValuePart> inside)
    {
        Add(instance.Arguments.Items, part, inside);
        if (instance.Attributes is { } attributes)
        {
            Add(attributes, part, inside, isAttributes: true);
        }
        else
        {
            inside.Add(new ValuePart(instance.State, part, ""));
        }

        foreach (PyValue later in instance.LaterStates)
        {
            inside.Add(new ValuePart(later, part, ""));
        }

        if (instance.ListItems is { } items)
        {
            Add(items, part, inside);
        }

        if (instance.DictItems is { } entries)
        {
            Add(entries, part, inside, isAttributes: false);
        }
    }

    private static void Add(ReadOnlySpan<PyValue> items, ValuePart part, List<ValuePart> inside)
    {
        for (int i = 0; i < items.Length; i++)
        {
            inside.Add(new ValuePart(items[i], part, ValuePart.StepOf(i)));
        }
    }

    private static void Add(IEnumerable<PyValue> items, ValuePart part, List<ValuePart> inside)
    {
        int index = 0;
        foreach (PyValue item in items)
        {
            inside.Add(new ValuePart(item, part, ValuePart.StepOf(index++)));
        }
    }

    private static void Add(PyDict dict, ValuePart part, List<ValuePart> inside, bool isAttributes)
    {
        foreach ((PyValue key, PyValue value) in dict)
        {
            if (!isAttributes)
            {
                inside.Add(new ValuePart(key, part, ".keys()"));
            }

            string name = key.AsString() is { Length: <= 80 } text ? text : "...";
            inside.Add(new ValuePart(value, part, isAttributes ? "." + name : $"['{name}']"));
        }
    }
}
