namespace Brine.Training;

/// <summary>Tells classes apart by how often things occur in them, such as words: scikit-learn's <c>MultinomialNB</c>.</summary>
public sealed class MultinomialNB : CountingBayesTrainer
{
    /// <inheritdoc/>
    public override string PythonName => "MultinomialNB";

    private protected override double Count(double value, int row, int column) => value >= 0 ? value
        : throw new ModelInputException("InputNegative",
            $"the value in row {row} of column {column} is {value}, and MultinomialNB takes counts, which are not negative");

    private protected override double Total(ReadOnlySpan<double> smoothed, double classCount, double alpha) =>
        PairwiseSum.Of(smoothed);
}
