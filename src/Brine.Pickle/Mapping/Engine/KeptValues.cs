namespace Brine.Pickling;

/// <summary>The Python values that a conversion keeps as they are, and what can be reached from them.</summary>
internal sealed class KeptValues
{
    private readonly List<(PyReference Value, MappingFrame? Frame, PyValue Key, int Place)> _kept = [];

    internal void Add(PyReference value, MappingFrame? frame, PyValue key, int place) => _kept.Add((value, frame, key, place));

    /// <summary>Finds an object that can change and is both: kept as it is, and made into a .NET object elsewhere.</summary>
    internal bool TryFindShared(MadeTable made, out PyReference shared, out MappingFrame? frame, out PyValue key, out int place)
    {
        (shared, frame, key, place) = (PyTuple.Empty, null, default, 0);
        var seen = new HashSet<PyReference>(ReferenceEqualityComparer.Instance);
        var open = new Stack<PyReference>();
        for (int i = 0; i < _kept.Count; i++)
        {
            (PyReference kept, frame, key, place) = _kept[i];
            open.Push(kept);
            while (open.TryPop(out PyReference? value))
            {
                if (!seen.Add(value))
                {
                    continue;
                }

                if (made.TryFind(value, out PickleConverter madeBy, out _) && CanChange(value) && !madeBy.Type.IsValueType)
                {
                    shared = value;
                    return true;
                }

                AddParts(value, open);
            }
        }

        return false;
    }

    internal static bool CanChange(PyReference value) =>
        value.Kind is PyKind.List or PyKind.Dict or PyKind.Set or PyKind.ByteArray or PyKind.Object;

    private static void AddParts(PyReference value, Stack<PyReference> open)
    {
        switch (value)
        {
            case PyList list when !list.TryGetInt64s(out _) && !list.TryGetDoubles(out _):
                foreach (PyValue item in list)
                {
                    Add(item, open);
                }

                break;
            case PyTuple tuple:
                Add(tuple.Items, open);
                break;
            case PySet set:
                Add(set.Items, open);
                break;
            case PyDict dict:
                Add(dict.Keys, open);
                Add(dict.Values, open);
                break;
            case PyPersistent persistent:
                Add(persistent.Id, open);
                break;
            case PyStateSetter setter:
                Add(setter.Setter, open);
                Add(setter.State, open);
                break;
            case PyObject instance:
                Add(instance.Callable, open);
                Add(instance.Arguments, open);
                Add(instance.KeywordArguments, open);
                Add(instance.State, open);
                Add(instance.ListItems, open);
                Add(instance.DictItems, open);
                foreach (PyValue later in instance.LaterStates)
                {
                    Add(later, open);
                }

                break;
        }
    }

    private static void Add(ReadOnlySpan<PyValue> parts, Stack<PyReference> open)
    {
        foreach (PyValue part in parts)
        {
            Add(part, open);
        }
    }

    private static void Add(PyValue part, Stack<PyReference> open)
    {
        if (part.RawReference is PyReference reference && HasParts(reference))
        {
            open.Push(reference);
        }
    }

    internal static bool HasParts(PyReference value) =>
        value.Kind is PyKind.List or PyKind.Tuple or PyKind.Dict or PyKind.Set or PyKind.FrozenSet or PyKind.ByteArray or PyKind.Object
            or PyKind.Persistent;
}
