namespace Brine;

/// <summary>How many bytes the arrays of a part of a model have.</summary>
/// <param name="Place">The part: <c>model.estimators_</c>.</param>
/// <param name="Bytes">The bytes of all arrays in it.</param>
public sealed record PartSize(string Place, long Bytes);
