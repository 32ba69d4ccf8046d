using System.Runtime.CompilerServices;

namespace Brine.Models;

/// <summary>predict or predict_proba of a naive Bayes model for one row.</summary>
/// <param name="model">The model.</param>
/// <param name="inputCount">The number of features.</param>
/// <param name="likelihood">The joint log likelihood of one row.</param>
/// <param name="isLabel">True for predict.</param>
internal sealed class NaiveBayesKernel(NaiveBayesClassifier model, int inputCount, Action<ReadOnlySpan<double>, Span<double>> likelihood,
    bool isLabel) : RowKernel
{
    private const int MaxStackClasses = 256;

    private readonly bool _carries = model.CarriesNonFinite;

    public override int InputCount => inputCount;

    public override int OutputCount => isLabel ? 1 : model.ClassCount;

    private protected override bool ChecksRow => _carries;

    [SkipLocalsInit]
    internal override void RunCore(ReadOnlySpan<double> row, Span<double> output)
    {
        int classes = model.ClassCount;
        Span<double> scratch = classes <= MaxStackClasses ? stackalloc double[classes] : new double[classes];
        if (isLabel)
        {
            likelihood(row, scratch);
            Check(row, scratch);
            output[0] = Labels.LargestIndex(scratch);
            return;
        }

        likelihood(row, output);
        Check(row, output[..classes]);
        model.Normalize(output[..classes], scratch, exponentiate: true);
    }

    private void Check(ReadOnlySpan<double> row, ReadOnlySpan<double> likelihoods)
    {
        if (_carries && !ValueCheck.AreFinite(likelihoods))
        {
            RequireValues(row);
        }
    }
}
