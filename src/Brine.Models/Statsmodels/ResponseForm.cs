namespace Brine.Models;

/// <summary>The form of statsmodels' results: coefficients, and the inverse of a link. There is no intercept but a column of ones among the
/// data (<c>add_constant</c>).</summary>
public sealed record ResponseForm : EstimatorForm
{
    internal ResponseForm(string modelClass, double[] coefficients, int outputCount, ResponseKind kind)
    {
        ModelClass = modelClass;
        Weights = coefficients;
        OutputCount = outputCount;
        Kind = kind;
    }

    /// <summary>The class of the model that was trained: OLS, Logit, GLM...</summary>
    public string ModelClass { get; }

    /// <summary><c>params</c>, row by row: a row for each column of the data, a number in it for each sum.</summary>
    public IReadOnlyList<double> Coefficients => Weights;

    /// <summary>How many sums there are: one, but for MNLogit.</summary>
    public int OutputCount { get; }

    /// <summary>What the sum becomes.</summary>
    public ResponseKind Kind { get; }

    /// <summary>The exponent of <see cref="ResponseKind.Power"/>.</summary>
    public double Exponent { get; init; } = 1;

    internal double[] Weights { get; }
}
