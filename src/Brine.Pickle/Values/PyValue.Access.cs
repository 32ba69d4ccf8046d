namespace Brine.Pickling;

/// <summary>Looking into a value.</summary>
public readonly partial struct PyValue
{
    /// <summary>The item of a dict, or the attribute of an object, of this name.</summary>
    /// <exception cref="KeyNotFoundException">There is no such item or attribute.</exception>
    /// <exception cref="InvalidOperationException">The value has neither items nor attributes.</exception>
    public PyValue this[string name] => _reference switch
    {
        PyDict dict => dict[name],
        PyObject instance => instance.DictItems is { } items && items.TryGetValue(name, out PyValue item) ? item
            : instance.TryGetAttribute(name, out PyValue attribute) ? attribute
            : throw new KeyNotFoundException($"the {instance.Class?.Name ?? "object"} has no item or attribute '{name}'"),
        _ => throw new InvalidOperationException($"a {Kind} has no item '{name}'"),
    };

    /// <summary>The item at this position of a list or tuple, from 0, or the item of a dict of this key.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The list is shorter.</exception>
    /// <exception cref="KeyNotFoundException">The dict has no such key.</exception>
    /// <exception cref="InvalidOperationException">The value has no items.</exception>
    public PyValue this[int index] => _reference switch
    {
        PyList list => list[index],
        PyTuple tuple => (uint)index < (uint)tuple.Count ? tuple[index] : throw new ArgumentOutOfRangeException(nameof(index)),
        PyDict dict => dict[index],
        PyObject { ListItems: { } items } => items[index],
        _ => throw new InvalidOperationException($"a {Kind} has no item {index}"),
    };
}
