using Brine.Arrays;

namespace Brine.Models;

/// <summary>
/// Until 0.18 linear classifiers had <c>transform</c> too: it kept the columns whose coefficients are large enough (<c>_LearntSelectorMixin</c>).
/// </summary>
internal static class CoefficientSelection
{
    private static readonly string[] Classes = ["LogisticRegression", "LogisticRegressionCV", "SGDClassifier", "Perceptron", "LinearSVC"];

    /// <summary>The columns that <c>transform</c> keeps, or null where the class had none.</summary>
    internal static int[]? Read(EstimatorReader reader)
    {
        if (reader.SavedBy.IsAtLeast(0, 19) || !Classes.Contains(reader.ClassName) || CsrMatrix.From(reader.ValueOrNone("coef_")) is not null)
        {
            return null;
        }

        NDArray coefficients = reader.NumericArray("coef_");
        int columns = coefficients.Shape[^1];
        double[] values = coefficients.ToDoubles();
        var importances = new double[columns];
        for (int i = 0; i < values.Length; i++)
        {
            importances[i % columns] += Math.Abs(values[i]);
        }

        double threshold = reader.Text("penalty") == "l1" ? 1e-5 : PairwiseSum.Of<double>(importances) / Math.Max(1, columns);
        return [.. Enumerable.Range(0, columns).Where(column => importances[column] >= threshold)];
    }
}
