namespace Brine.Pickling;

/// <summary>Maps the attributes of a class to places in an array of keys that many dicts share.</summary>
internal sealed class KeyPlaces
{
    private readonly int[] _places;

    internal KeyPlaces(PyValue[] keys, PickleClassLayout layout)
    {
        Keys = keys;
        _places = Array.ConvertAll(layout.Attributes, name => Array.FindIndex(keys, key => key.AsString() == name));
        HasOthers = Array.Exists(keys, key => key.AsString() is not { } name || !layout.IsKnown(name));
    }

    /// <summary>The array, which is not written to any more.</summary>
    internal PyValue[] Keys { get; }

    /// <summary>True where there are keys that are not attributes of the class.</summary>
    internal bool HasOthers { get; }

    /// <summary>The place of the attribute with this number, or -1 where it is missing.</summary>
    internal int this[int attribute] => _places[attribute];
}
