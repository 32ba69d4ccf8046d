using Brine.Arrays;

namespace Brine.Models;

/// <summary>CategoricalNB: the log probabilities of each feature's category, added feature by feature, then the prior.</summary>
internal sealed class CategoricalNB : NaiveBayesClassifier
{
    private readonly double[][] _logProbabilities;
    private readonly int[] _categoryCounts;
    private readonly double[] _logPriors;

    internal CategoricalNB(EstimatorInfo info, CategoricalBayesForm form, InputContract inputs)
        : base(info, form, inputs)
    {
        _categoryCounts = [.. form.LogProbabilities.Select(array => array.Shape[1])];
        _logProbabilities = [.. form.LogProbabilities.Select(array => array.ToDoubles())];
        _logPriors = [.. form.LogPriors];
    }

    public override int? FeatureCount => _logProbabilities.Length;

    private protected override Action<ReadOnlySpan<double>, Span<double>> RowLikelihood => Likelihood;

    private void Likelihood(ReadOnlySpan<double> row, Span<double> output)
    {
        output = output[..Classes.Count];
        output.Clear();
        for (int i = 0; i < _logProbabilities.Length; i++)
        {
            // X is cast to int, which cuts the fraction off.
            double category = Math.Truncate(row[i]);
            int count = _categoryCounts[i];
            if (!(category >= 0 && category < count))
            {
                throw new ModelInputException("InputCategory",
                    $"column {i} holds {row[i]}; CategoricalNB was trained on the categories 0 to {count - 1} of it") { Column = i };
            }

            double[] logs = _logProbabilities[i];
            for (int k = 0; k < output.Length; k++)
            {
                output[k] += logs[(k * count) + (int)category];
            }
        }

        for (int k = 0; k < output.Length; k++)
        {
            output[k] += _logPriors[k];
        }
    }
}
