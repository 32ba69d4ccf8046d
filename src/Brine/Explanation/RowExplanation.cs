namespace Brine;

/// <summary>What speaks for the answer to one row.</summary>
public sealed record RowExplanation
{
    internal RowExplanation(ExplanationKind kind, string method)
    {
        Kind = kind;
        Method = method;
    }

    /// <summary>How the answer is explained.</summary>
    public ExplanationKind Kind { get; }

    /// <summary>The answer that the contributions add up to: <c>predict</c>, <c>predict_proba</c>, <c>decision_function</c>,
    /// <c>predict_joint_log_proba</c>, or <c>log(predict)</c> where a link is between.</summary>
    public string Method { get; }

    /// <summary>The label or value that <c>predict</c> gives, as text; null where the model has no <c>predict</c>.</summary>
    public string? Prediction { get; init; }

    /// <summary>A name for each output: a class, the number of an output, or nothing where there is one.</summary>
    public IReadOnlyList<string> OutputNames { get; init; } = [];

    /// <summary>What each output is before any feature speaks: the intercept, the log prior, or the mean over the training.</summary>
    public IReadOnlyList<double> BaseValues { get; init; } = [];

    /// <summary>What features add, in the order of the columns; of sparse rows those that have a value or add something. Empty for
    /// neighbors and centers.</summary>
    public IReadOnlyList<FeatureContribution> Contributions { get; init; } = [];

    /// <summary>The way of the row through the tree, for a model of one tree; else null.</summary>
    public IReadOnlyList<PathStep>? Path { get; init; }

    /// <summary>The nearest rows of the training, or the centers of all clusters, the nearest first; else null.</summary>
    public IReadOnlyList<NearRow>? Near { get; init; }

    /// <summary>The base value and all contributions to an output, added up.</summary>
    public double Sum(int output = 0)
    {
        double sum = BaseValues[output];
        foreach (FeatureContribution contribution in Contributions)
        {
            sum += contribution.Amounts[output];
        }

        return sum;
    }

    /// <summary>The contributions by their size for an output, the largest first; equal ones in the order of the columns.</summary>
    public IReadOnlyList<FeatureContribution> Ranked(int output = 0) =>
        [.. Contributions.OrderByDescending(contribution => Math.Abs(contribution.Amounts[output]))];
}
