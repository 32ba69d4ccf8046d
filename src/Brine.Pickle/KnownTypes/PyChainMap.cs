namespace Brine.Pickling;

/// <summary>Python's <c>collections.ChainMap</c>.</summary>
/// <param name="Maps">The mappings, the first of which is searched first.</param>
public sealed record PyChainMap(IReadOnlyList<PyValue> Maps)
{
    /// <summary>Views a value as a <c>ChainMap</c>, or gives null where it is none.</summary>
    public static PyChainMap? From(PyValue value) =>
        KnownObject.Of(value, "collections", "ChainMap") is { } instance
        && (instance.TryGetAttribute("maps", out PyValue maps) ? KnownObject.Sequence(maps) : instance.Arguments) is { } list
        ? new PyChainMap(list) : null;
}
