namespace Brine.Pickling;

/// <summary>Python's <c>collections.OrderedDict</c>.</summary>
/// <param name="Entries">The entries, in order.</param>
public sealed record PyOrderedDict(PyDict Entries)
{
    /// <summary>Views a value as an <c>OrderedDict</c>, or gives null where it is none.</summary>
    public static PyOrderedDict? From(PyValue value)
    {
        if (KnownObject.Of(value, "collections", "OrderedDict") is not { } instance)
        {
            return null;
        }

        // Python 3 sets items one by one; Python 2 gives the constructor a list of pairs.
        if (instance.Arguments.Count == 0)
        {
            return new PyOrderedDict(instance.DictItems ?? new PyDict());
        }

        if (KnownObject.Sequence(instance.Arguments[0]) is not { } pairs)
        {
            return null;
        }

        var entries = new PyDict();
        foreach (PyValue pair in pairs)
        {
            if (KnownObject.Sequence(pair) is not { Count: 2 } entry || entry[0].Kind is PyKind.List or PyKind.Dict or PyKind.Set)
            {
                return null;
            }

            entries[entry[0]] = entry[1];
        }

        return new PyOrderedDict(entries);
    }
}
