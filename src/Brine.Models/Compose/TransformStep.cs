namespace Brine.Models;

/// <summary>A named part of a pipeline, a union or a column transformer. One without an estimator passes its columns through.</summary>
/// <param name="Name">The name that the user gave it.</param>
/// <param name="Estimator">The transformer, or null for <c>'passthrough'</c>.</param>
public sealed record TransformStep(string Name, Estimator? Estimator)
{
    /// <summary>True when Python returns a data frame: <c>set_output(transform="pandas")</c>.</summary>
    public bool GivesFrame { get; init; }

    internal bool Has(Methods method) => Estimator?.Methods.HasFlag(method) ?? true;

    internal Features Transform(Features x)
    {
        if (Estimator is null)
        {
            return x;
        }

        Features output = Estimator.Transform(x);
        return GivesFrame && output is not SparseMatrix && Has(Methods.GetFeatureNamesOut)
            && Estimator.OwnNamesOut(x) is { } names && names.Count == output.ColumnCount
            ? FeatureStack.Named([output], names)
            : output;
    }

    /// <summary>The names of the columns it gives, or null where there were none and it passes them through.</summary>
    internal IReadOnlyList<string>? NamesOut(IReadOnlyList<string>? names) => Estimator is null ? names : Estimator.FeatureNamesOut(names);

    /// <summary>The transformation of one row, or null where it has no such form.</summary>
    internal RowKernel? Kernel(int width) => Estimator is null ? new CopyKernel(width)
        : Estimator.Kernel(Methods.Transform) is { } kernel && kernel.InputCount == width ? kernel : null;

    /// <summary>The estimators of steps, under the steps' names.</summary>
    internal static IReadOnlyList<EstimatorChild> ChildrenOf(IEnumerable<TransformStep> steps) =>
        [.. steps.Where(step => step.Estimator is not null).Select(step => new EstimatorChild(step.Name, step.Estimator!))];
}
