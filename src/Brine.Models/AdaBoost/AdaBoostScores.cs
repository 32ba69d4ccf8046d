namespace Brine.Models;

/// <summary>The scores of AdaBoostClassifier of one row, of the votes or probabilities of its members.</summary>
internal sealed class AdaBoostScores
{
    private const double Epsilon = 2.220446049250313e-16;
    private const int MaxOnStack = 128;

    private readonly AdaBoostForm _form;
    private readonly double[] _weights;
    private readonly double _norm;
    private readonly int _count;

    internal AdaBoostScores(AdaBoostForm form)
    {
        _form = form;
        _weights = [.. form.Weights];
        _norm = PairwiseSum.Of<double>(_weights);
        _count = form.Classes!.Count;
    }

    /// <summary><c>decision_function</c></summary>
    internal void Decide(ReadOnlySpan<double> values, Span<double> output)
    {
        Span<double> sums = _count <= MaxOnStack ? stackalloc double[_count] : new double[_count];
        Add(values, sums);
        Finish(sums, _norm, output, isStage: false);
    }

    /// <summary><c>predict</c></summary>
    internal void Pick(ReadOnlySpan<double> values, Span<double> output)
    {
        Span<double> scores = _count <= MaxOnStack ? stackalloc double[_count] : new double[_count];
        scores = scores[..(_count == 2 ? 1 : _count)];
        Decide(values, scores);
        output[0] = Class(scores);
    }

    /// <summary><c>predict_proba</c> of the decision function.</summary>
    internal void ToProbabilities(ReadOnlySpan<double> values, Span<double> output)
    {
        Span<double> scores = _count <= MaxOnStack ? stackalloc double[_count] : new double[_count];
        scores = scores[..(_count == 2 ? 1 : _count)];
        if (_count == 1)
        {
            output[0] = 1;
            return;
        }

        if (_form.HasOldProbabilities)
        {
            Add(values, output);
            Divide(output, _norm);
            OldSoftmax(output);
            return;
        }

        Decide(values, scores);
        Probabilities(scores, output);
    }

    /// <summary><c>predict_proba</c> of SAMME until 0.21: the weighted probabilities of the members.</summary>
    internal void WeighProbabilities(ReadOnlySpan<double> values, Span<double> output)
    {
        output.Clear();
        for (int member = 0; member * _count < values.Length; member++)
        {
            for (int k = 0; k < _count; k++)
            {
                output[k] += values[(member * _count) + k] * _weights[member];
            }
        }

        Divide(output, _norm);
        OldSoftmax(output);
    }

    /// <summary>Adds what one member says.</summary>
    internal void AddMember(int member, ReadOnlySpan<double> values, Span<double> sums)
    {
        if (_form.Rule == AdaBoostRule.Probabilities)
        {
            AddLogarithms(values, sums);
            return;
        }

        double weight = _weights[member], against = _form.Rule == AdaBoostRule.Votes ? -1.0 / (_count - 1) * weight : 0;
        for (int k = 0; k < sums.Length; k++)
        {
            sums[k] += k == values[0] ? weight : against;
        }
    }

    /// <summary>Divides the sums, and makes one score of those of two classes.</summary>
    internal void Finish(ReadOnlySpan<double> sums, double norm, Span<double> scores, bool isStage)
    {
        if (_count != 2)
        {
            sums.CopyTo(scores);
            Divide(scores, norm);
            return;
        }

        scores[0] = isStage ? (-sums[0] / norm) + (sums[1] / norm) : -(sums[0] / norm) + (sums[1] / norm);
    }

    /// <summary>The index of the class.</summary>
    internal int Class(ReadOnlySpan<double> scores) => _count == 2 ? (scores[0] > 0 ? 1 : 0) : Labels.LargestIndex(scores);

    /// <summary><c>_compute_proba_from_decision</c>; of a single class it divides by zero.</summary>
    internal void Probabilities(ReadOnlySpan<double> scores, Span<double> output)
    {
        if (_count == 2)
        {
            output[0] = -scores[0] / 2;
            output[1] = scores[0] / 2;
            Logistic.Softmax(output, 2);
            return;
        }

        scores.CopyTo(output);
        Divide(output, _count - 1);
        if (_form.Rule == AdaBoostRule.Probabilities)
        {
            Logistic.Softmax(output, _count);
            return;
        }

        // The votes are held class by class in Python, so that numpy adds those of a row one by one.
        double largest = Logistic.Largest<double>(output), total = 0;
        for (int k = 0; k < output.Length; k++)
        {
            output[k] = Exponential.Of(output[k] - largest);
            total += output[k];
        }

        Divide(output, total);
    }

    private void Add(ReadOnlySpan<double> values, Span<double> sums)
    {
        sums.Clear();
        int width = _form.Rule == AdaBoostRule.Probabilities ? _count : 1;
        for (int member = 0; member * width < values.Length; member++)
        {
            AddMember(member, values.Slice(member * width, width), sums);
        }
    }

    /// <summary><c>_samme_proba</c></summary>
    private void AddLogarithms(ReadOnlySpan<double> probabilities, Span<double> sums)
    {
        Span<double> logarithms = _count <= MaxOnStack ? stackalloc double[_count] : new double[_count];
        for (int k = 0; k < _count; k++)
        {
            logarithms[k] = Math.Log(probabilities[k] < Epsilon ? Epsilon : probabilities[k]);
        }

        double mean = 1.0 / _count * PairwiseSum.Of<double>(logarithms);
        for (int k = 0; k < _count; k++)
        {
            sums[k] += (_count - 1) * (logarithms[k] - mean);
        }
    }

    /// <summary>The softmax of versions before 0.22, which does not shift.</summary>
    private void OldSoftmax(Span<double> output)
    {
        for (int k = 0; k < output.Length; k++)
        {
            output[k] = Exponential.Of(1.0 / (_count - 1) * output[k]);
        }

        double total = PairwiseSum.Of<double>(output);
        Divide(output, total == 0 ? 1 : total);
    }

    private static void Divide(Span<double> values, double divisor)
    {
        for (int k = 0; k < values.Length; k++)
        {
            values[k] /= divisor;
        }
    }
}
