namespace Brine.Models;

/// <summary>The form of sklearn-pandas' DataFrameMapper: transformers, each over some columns, side by side.</summary>
public sealed record MapperForm : EstimatorForm
{
    internal MapperForm(IReadOnlyList<MapperPart> parts)
    {
        Parts = parts;
        Children = [.. parts.SelectMany(part => part.Transformers.Select(
            (transformer, i) => new EstimatorChild($"{string.Join('_', part.Columns)}[{i}]", transformer)))];
    }

    /// <summary>The parts, in order.</summary>
    public IReadOnlyList<MapperPart> Parts { get; }

    /// <summary>The transformers of the columns that no part names (<c>default</c>): none to pass them through; null where they are
    /// dropped.</summary>
    public MapperPart? Others { get; init; }

    /// <summary>Columns that <see cref="Others"/> leaves out.</summary>
    public IReadOnlyList<string> Dropped { get; init; } = [];

    /// <summary>True where a sparse part makes the whole sparse.</summary>
    public bool GivesSparse { get; init; }

    /// <summary>The names of the columns of the frame that comes out; null where an array does.</summary>
    public IReadOnlyList<string>? OutputNames { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<EstimatorChild> Children { get; }
}
