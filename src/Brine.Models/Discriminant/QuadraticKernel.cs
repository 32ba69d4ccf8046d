namespace Brine.Models;

/// <summary>A method of QuadraticDiscriminantAnalysis for one row.</summary>
/// <param name="scores">The scores of the classes.</param>
/// <param name="method">predict, predict_proba, predict_log_proba or decision_function.</param>
/// <param name="startsFromLogarithms">See <see cref="QuadraticDiscriminantForm.StartsFromLogarithms"/>.</param>
internal sealed class QuadraticKernel(QuadraticScores<double> scores, Methods method, bool startsFromLogarithms) : RowKernel
{
    private const int MaxStackClasses = 256;

    public override int InputCount => scores.FeatureCount;

    public override int OutputCount => Width(method, scores.ClassCount);

    internal override void RunCore(ReadOnlySpan<double> row, Span<double> output)
    {
        int count = scores.ClassCount;
        Span<double> values = count <= MaxStackClasses ? stackalloc double[count] : new double[count];
        scores.Run(row, values);
        Finish(method, startsFromLogarithms, values, output);
    }

    internal static int Width(Methods method, int classCount) =>
        method == Methods.Predict || (method == Methods.DecisionFunction && classCount == 2) ? 1 : classCount;

    /// <summary>What a method makes of the scores of one row, which may be overwritten.</summary>
    internal static void Finish(Methods method, bool startsFromLogarithms, Span<double> scores, Span<double> output)
    {
        switch (method)
        {
            case Methods.Predict:
                output[0] = Labels.LargestIndex(scores);
                return;
            case Methods.DecisionFunction when scores.Length == 2:
                output[0] = scores[1] - scores[0];
                return;
            case Methods.DecisionFunction:
                scores.CopyTo(output);
                return;
        }

        // The scores are stacked class by class and then transposed: sums over the classes go one by one.
        double largest = Logistic.Largest<double>(scores), sum = 0;
        for (int c = 0; c < scores.Length; c++)
        {
            scores[c] -= largest;
            output[c] = Exponential.Of(scores[c]);
            sum = c == 0 ? output[c] : sum + output[c];
        }

        double logarithm = startsFromLogarithms ? Math.Log(sum) : 0;
        bool isLogarithm = method == Methods.PredictLogProba;
        for (int c = 0; c < scores.Length; c++)
        {
            double value = startsFromLogarithms ? scores[c] - logarithm : output[c] / sum;
            output[c] = startsFromLogarithms == isLogarithm ? value : isLogarithm ? Math.Log(value) : Exponential.Of(value);
        }
    }
}
