namespace Brine.Models;

/// <summary>A method of a mixture for one row.</summary>
/// <param name="components">The log likelihoods of the components.</param>
/// <param name="method">predict, predict_proba or score_samples.</param>
/// <param name="splits">See <see cref="MixtureForm.SplitsLogSumExp"/>.</param>
internal sealed class MixtureKernel(MixtureComponents<double> components, Methods method, bool splits) : RowKernel
{
    private const int MaxStackComponents = 128;

    public override int InputCount => components.FeatureCount;

    public override int OutputCount => method == Methods.PredictProba ? components.Count : 1;

    internal override void RunCore(ReadOnlySpan<double> row, Span<double> output)
    {
        int count = components.Count;
        Span<double> values = count <= MaxStackComponents ? stackalloc double[count] : new double[count];
        components.Run(row, null, values);
        Finish(method, splits, values, output);
    }

    /// <summary>What a method makes of the weighted log likelihoods of one row.</summary>
    internal static void Finish(Methods method, bool splits, ReadOnlySpan<double> values, Span<double> output)
    {
        if (method == Methods.Predict)
        {
            output[0] = Labels.LargestIndex(values);
            return;
        }

        Span<double> terms = values.Length <= MaxStackComponents ? stackalloc double[values.Length] : new double[values.Length];
        double total = splits ? LogSumExp.Split(values, terms, isContiguous: true) : LogSumExp.Simple(values, terms, isContiguous: true);
        if (method == Methods.ScoreSamples)
        {
            output[0] = total;
            return;
        }

        for (int k = 0; k < values.Length; k++)
        {
            output[k] = Exponential.Of(values[k] - total);
        }
    }

    /// <summary>The same in single precision.</summary>
    internal static void FinishSingle(Methods method, ReadOnlySpan<float> values, Span<double> output)
    {
        float largest = Logistic.Largest(values), shift = float.IsFinite(largest) ? largest : 0;
        int largestCount = 0, first = -1;
        var terms = new float[values.Length];
        for (int k = 0; k < values.Length; k++)
        {
            bool isLargest = values[k] == largest;
            first = isLargest && first < 0 ? k : first;
            largestCount += isLargest ? 1 : 0;
            terms[k] = isLargest ? 0 : NumpySingle.Exp(values[k] - shift);
        }

        if (method == Methods.Predict)
        {
            output[0] = Math.Max(first, 0);
            return;
        }

        float sum = PairwiseSum.Of<float>(terms);
        sum = sum == 0 ? sum : sum / largestCount;
        float total = (float)LogarithmOfOnePlus.Log1p(sum) + NumpySingle.Log(largestCount) + largest;
        for (int k = 0; k < output.Length; k++)
        {
            output[k] = method == Methods.ScoreSamples ? total : NumpySingle.Exp(values[k] - total);
        }
    }
}
