namespace Brine.Models;

/// <summary>Some columns of a frame, and the transformers that they go through.</summary>
/// <param name="Columns">Their names.</param>
/// <param name="Transformers">The transformers, one after the other.</param>
public sealed record MapperPart(IReadOnlyList<string> Columns, IReadOnlyList<Estimator> Transformers)
{
    /// <summary>True where the one column is handed over with one dimension.</summary>
    public bool IsVector { get; init; }

    /// <summary>True where a frame is handed over, with names, and no array.</summary>
    public bool TakesFrame { get; init; }
}
