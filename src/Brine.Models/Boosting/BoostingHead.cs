namespace Brine.Models;

/// <summary>The sums of boosted trees as probabilities, values and classes.</summary>
/// <param name="form">The links and the rules of the version.</param>
internal sealed class BoostingHead(BoostingForm form)
{
    private readonly int _width = form.TreesPerStage;

    /// <summary>How many probabilities a row has.</summary>
    internal int ProbabilityCount => Math.Max(2, _width);

    /// <summary>Probabilities of whole rows.</summary>
    /// <param name="sums">The sums.</param>
    /// <param name="output">Room for the probabilities.</param>
    internal void Probabilities(ReadOnlySpan<double> sums, Span<double> output)
    {
        if (_width == 1)
        {
            for (int row = 0; row < sums.Length; row++)
            {
                double sum = form.Link == BoostingLink.HalfLogistic ? 2.0 * sums[row] : sums[row];
                double probability = 1 / (1 + Exponential.Of(-sum));
                output[2 * row] = 1 - probability;
                output[(2 * row) + 1] = probability;
            }

            return;
        }

        output = output[..sums.Length];
        for (int at = 0; at < sums.Length; at += _width)
        {
            if (form.Link == BoostingLink.LogSumExp)
            {
                OfLogSumExp(sums.Slice(at, _width), output.Slice(at, _width));
            }
            else
            {
                OfSoftmax(sums.Slice(at, _width), output.Slice(at, _width));
            }
        }
    }

    /// <summary>The answers of a regressor, in place.</summary>
    internal void Values(Span<double> sums)
    {
        if (form.Link == BoostingLink.Exponential)
        {
            Exponential.Apply(sums);
        }
    }

    /// <summary>The index of the class of one row.</summary>
    /// <param name="sums">Its sums.</param>
    /// <param name="probabilities">Room for its probabilities.</param>
    /// <exception cref="UnsupportedModelException">A model of one class picks a second one, as a histogram model may in Python, which
    /// raises IndexError.</exception>
    internal int Class(ReadOnlySpan<double> sums, Span<double> probabilities)
    {
        int index = Pick(sums, probabilities);
        return index < form.Classes!.Count ? index
            : throw new UnsupportedModelException("UnsupportedOption", "the model knows one class only and finds the row to be of another",
                "model");
    }

    private int Pick(ReadOnlySpan<double> sums, Span<double> probabilities)
    {
        if (form.PicksBySum)
        {
            return _width > 1 ? Labels.LargestIndex(sums) : sums[0] > 0 || (form.ZeroPicksSecond && sums[0] == 0) ? 1 : 0;
        }

        Probabilities(sums, probabilities);
        return Labels.LargestIndex(probabilities);
    }

    private void OfLogSumExp(ReadOnlySpan<double> sums, Span<double> output)
    {
        bool isContiguous = !form.IsColumnMajor;
        double total = form.SplitsLogSumExp ? LogSumExp.Split(sums, output, isContiguous) : LogSumExp.Simple(sums, output, isContiguous);
        for (int k = 0; k < sums.Length; k++)
        {
            output[k] = Exponential.Of(sums[k] - total);
        }
    }

    private void OfSoftmax(ReadOnlySpan<double> sums, Span<double> output)
    {
        sums.CopyTo(output);
        if (!form.IsColumnMajor)
        {
            Logistic.Softmax(output, _width);
            return;
        }

        double largest = Logistic.Largest(sums), total = 0;
        for (int k = 0; k < output.Length; k++)
        {
            output[k] = Exponential.Of(output[k] - largest);
            total += output[k];
        }

        for (int k = 0; k < output.Length; k++)
        {
            output[k] /= total;
        }
    }
}
