namespace Brine.Models;

/// <summary>The form of FunctionTransformer: a function of numpy on all values, one of the user's, or none.</summary>
public sealed record FunctionForm : EstimatorForm
{
    /// <summary>The function that <c>transform</c> calls, or null where it gives the rows back as they are.</summary>
    public NumpyCall? Function { get; init; }

    /// <summary>The function that <c>inverse_transform</c> calls, or null where it gives the rows back as they are.</summary>
    public NumpyCall? Inverse { get; init; }

    /// <summary>True where the rows are looked at first (<c>validate</c>).</summary>
    public bool Validates { get; init; }

    /// <summary>True where the output columns have the names of the input columns (<c>feature_names_out='one-to-one'</c>).</summary>
    public bool KeepsNames { get; init; }
}
