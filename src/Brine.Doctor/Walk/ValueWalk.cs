using Brine.Arrays;
using Brine.Pickling;

namespace Brine;

/// <summary>Walks what a file holds, each part once, in the order of the file and without recursion. Numbers in lists and dicts are passed
/// over; a model is far smaller than what the walk ends at.</summary>
/// <param name="root">The whole.</param>
internal sealed class ValueWalk(PyValue root)
{
    /// <summary>So many parts are looked at.</summary>
    internal const int MostParts = 1_000_000;

    /// <summary>So deep.</summary>
    internal const int MostSteps = 200;

    private readonly HashSet<object> _seen = new(ReferenceEqualityComparer.Instance);
    private readonly Stack<ValuePart> _open = [];
    private readonly List<ValuePart> _inside = [];
    private int _left = MostParts;

    /// <summary>False where something was not looked at.</summary>
    internal bool IsComplete { get; private set; } = true;

    internal IEnumerable<ValuePart> Parts()
    {
        _open.Push(new ValuePart(root, null, "model"));
        _seen.Add(root.Reference ?? "");
        while (_open.TryPop(out ValuePart? part))
        {
            yield return part;
            if (part.Depth >= MostSteps)
            {
                IsComplete &= part.Value.Reference is null or string or PyGlobal;
                continue;
            }

            _inside.Clear();
            AddChildren(part);
            for (int i = _inside.Count - 1; i >= 0; i--)
            {
                _open.Push(_inside[i]);
            }
        }
    }

    private void AddChildren(ValuePart part)
    {
        switch (part.Value.Reference)
        {
            case PyTuple tuple:
                Add(tuple.Items, part);
                break;
            case PyList list when !list.TryGetInt64s(out _) && !list.TryGetDoubles(out _):
                AddItems(list, part);
                break;
            case PySet set:
                Add(set.Items, part);
                break;
            case PyDict dict:
                AddEntries(dict, part, isAttributes: false);
                break;
            case PyObject when part.Array is { } array:
                AddItems(array.Objects ?? [], part);
                break;
            case PyObject instance:
                AddObject(instance, part);
                break;
        }
    }

    private void AddObject(PyObject instance, ValuePart part)
    {
        Add(instance.Arguments.Items, part);
        if (instance.Attributes is { } attributes)
        {
            AddEntries(attributes, part, isAttributes: true);
        }
        else
        {
            Add(instance.State, part, "");
        }

        foreach (PyValue later in instance.LaterStates)
        {
            Add(later, part, "");
        }

        AddItems(instance.ListItems ?? [], part);
        AddEntries(instance.DictItems ?? [], part, isAttributes: false);
    }

    private void Add(ReadOnlySpan<PyValue> items, ValuePart part)
    {
        for (int i = 0; i < items.Length && _left > 0; i++)
        {
            AddItem(items[i], part, i);
        }
    }

    private void AddItems(IEnumerable<PyValue> items, ValuePart part)
    {
        int index = 0;
        foreach (PyValue item in items)
        {
            AddItem(item, part, index++);
            if (_left == 0)
            {
                break;
            }
        }
    }

    private void AddItem(PyValue item, ValuePart part, int index)
    {
        if (item.Kind is not (PyKind.Int or PyKind.Bool or PyKind.None))
        {
            Add(item, part, ValuePart.StepOf(index));
        }
    }

    private void AddEntries(PyDict dict, ValuePart part, bool isAttributes)
    {
        foreach ((PyValue key, PyValue value) in dict)
        {
            if (_left == 0)
            {
                break;
            }

            if (!isAttributes && key.Reference is not null)
            {
                Add(key, part, ".keys()");
            }

            if (isAttributes || value.Kind is not (PyKind.Int or PyKind.Bool or PyKind.None))
            {
                string name = key.AsString() is { Length: <= 80 } text ? text : "...";
                Add(value, part, isAttributes ? "." + name : $"['{name}']");
            }
        }
    }

    private void Add(PyValue value, ValuePart part, string step)
    {
        if (value.Reference is { } reference and not (string or PyGlobal) && !_seen.Add(reference))
        {
            return;
        }

        if (_left == 0)
        {
            IsComplete = false;
            return;
        }

        IsComplete &= --_left > 0;
        _inside.Add(new ValuePart(value, part, step));
    }
}
