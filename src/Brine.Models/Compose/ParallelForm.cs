namespace Brine.Models;

/// <summary>The form of ColumnTransformer and FeatureUnion: transformers that see the same rows, whose outputs stand side by
/// side.</summary>
public sealed record ParallelForm : EstimatorForm
{
    /// <summary><c>verbose_feature_names_out=True</c>.</summary>
    internal const string DefaultNameFormat = "{transformer_name}__{feature_name}";

    internal ParallelForm(IReadOnlyList<ParallelPart> parts)
    {
        Parts = parts;
        Children = TransformStep.ChildrenOf(parts.Select(part => part.Step));
    }

    /// <summary>The transformers in the order of their outputs; those that are dropped or have no columns are left out.</summary>
    public IReadOnlyList<ParallelPart> Parts { get; }

    /// <summary>The columns of the training, or null where they had no names.</summary>
    public IReadOnlyList<string>? FeatureNames { get; init; }

    /// <summary>The number of columns of the training, or null where the file does not say.</summary>
    public int? FeatureCount { get; init; }

    /// <summary>True where a transformer chose its columns by their names, so that the data must have names.</summary>
    public bool NeedsNames { get; init; }

    /// <summary>True for a sparse output, false for a dense one; null where it is sparse as soon as a part is.</summary>
    public bool? IsSparse { get; init; }

    /// <summary>True when Python returns a data frame: <c>set_output(transform="pandas")</c>.</summary>
    public bool GivesFrame { get; init; }

    /// <summary>
    /// How <c>{transformer_name}</c> and <c>{feature_name}</c> make the name of an output column (<c>verbose_feature_names_out</c>);
    /// null where it is the feature's name alone.
    /// </summary>
    public string? NameFormat { get; init; } = DefaultNameFormat;

    /// <inheritdoc/>
    public override IReadOnlyList<EstimatorChild> Children { get; }

    internal string NameOf(ParallelPart part, string feature) => NameFormat is null ? feature
        : NameFormat == DefaultNameFormat ? part.Step.Name + "__" + feature
        : string.Join(feature,
            NameFormat.Split("{feature_name}")
                .Select(piece => piece.Replace("{transformer_name}", part.Step.Name, StringComparison.Ordinal)));
}
