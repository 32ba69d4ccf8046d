namespace Brine.Pickling;

/// <summary>Python's <c>collections.deque</c>.</summary>
/// <param name="Items">The items, from left to right.</param>
/// <param name="MaxLength">How many it holds at most, or null for any number.</param>
public sealed record PyDeque(IReadOnlyList<PyValue> Items, int? MaxLength)
{
    /// <summary>Views a value as a <c>deque</c>, or gives null where it is none.</summary>
    public static PyDeque? From(PyValue value)
    {
        if (KnownObject.Of(value, "collections", "deque") is not { } instance)
        {
            return null;
        }

        PyValue limit = instance.Argument(1);
        IReadOnlyList<PyValue> given = KnownObject.Sequence(instance.Argument(0)) ?? [];
        IReadOnlyList<PyValue> items = instance.ListItems is { } appended ? given.Count == 0 ? appended : [.. given, .. appended] : given;
        int? maxLength = KnownObject.Int32(limit);
        return (limit.IsNone || maxLength >= 0) && (maxLength is null || items.Count <= maxLength) ? new PyDeque(items, maxLength) : null;
    }
}
