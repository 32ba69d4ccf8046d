using Brine.Arrays;

namespace Brine.Models;

/// <summary>OneVsOneClassifier: one member for each pair of classes.</summary>
internal sealed class OneVsOneClassifier : CombinedEstimator
{
    private readonly MulticlassForm _form;
    private readonly int[][]? _columns;
    private readonly int _count;

    internal OneVsOneClassifier(EstimatorInfo info, MulticlassForm form, int[][]? columns, InputContract inputs)
        : base(info, inputs)
    {
        _form = form;
        _columns = columns;
        _count = form.Classes.Count;
    }

    public override EstimatorForm Form => _form;

    public override Methods Methods => Methods.Predict | Methods.DecisionFunction;

    public override Labels? Classes => _form.Classes;

    private protected override Combination? CombinationOf(Methods method)
    {
        if (_form.ScalesByBatch && _count > 2)
        {
            return null;
        }

        Member[] members = [
            .. _form.Members.SelectMany(
                (member, pair) =>
                    new[] { new Member(member, Methods.Predict, 1, _columns?[pair]), BinaryScores.Of(member, _columns?[pair]) })];
        return method switch
        {
            Methods.DecisionFunction when _count == 2 =>
                new Combination(members, 1, (values, output) => output[0] = SecondOfTwo(members, values)),
            Methods.DecisionFunction => new Combination(members, _count, (values, output) => Score(members, values, output)),
            Methods.Predict => new Combination(members, 1, (values, output) => output[0] = Pick(members, values)),
            _ => null,
        };
    }

    private protected override Answer Run(Methods method, Features x, CallOptions options)
    {
        if (method is not (Methods.Predict or Methods.DecisionFunction))
        {
            return base.Run(method, x, options);
        }

        if (Find(method) is not { } combination)
        {
            double[] scaled = ScaledByBatch(x, options);
            return method == Methods.Predict ? _form.Classes.TakeLargest(scaled) : NDArray.Of(scaled, x.RowCount, _count);
        }

        double[] values = combination.Run(x, options);
        return method == Methods.Predict ? _form.Classes.Take(Array.ConvertAll(values, index => (int)index))
            : _count == 2 ? NDArray.Of(values)
            : NDArray.Of(values, x.RowCount, _count);
    }

    private double SecondOfTwo(Member[] members, ReadOnlySpan<double> values)
    {
        Span<double> scores = stackalloc double[2];
        Score(members, values, scores);
        return scores[1];
    }

    private int Pick(Member[] members, ReadOnlySpan<double> values)
    {
        Span<double> scores = _count <= 128 ? stackalloc double[_count] : new double[_count];
        Score(members, values, scores);
        return _count == 2 ? (scores[1] > (_form.HasScores ? 0 : 0.5) ? 1 : 0) : Labels.LargestIndex(scores);
    }

    /// <summary><c>_ovr_decision_function</c></summary>
    private void Score(Member[] members, ReadOnlySpan<double> values, Span<double> votes)
    {
        Span<double> confidences = _count <= 128 ? stackalloc double[_count] : new double[_count];
        Count(members, values, votes, confidences);
        for (int k = 0; k < _count; k++)
        {
            votes[k] += confidences[k] / (3 * (Math.Abs(confidences[k]) + 1));
        }
    }

    private void Count(Member[] members, ReadOnlySpan<double> values, Span<double> votes, Span<double> confidences)
    {
        votes.Clear();
        confidences.Clear();
        for (int i = 0, pair = 0, at = 0; i < _count; i++)
        {
            for (int j = i + 1; j < _count; j++, pair++)
            {
                double vote = values[at];
                at += 1 + members[(2 * pair) + 1].Width;
                double confidence = values[at - 1];
                confidences[i] -= confidence;
                confidences[j] += confidence;
                votes[i] += vote == 0 ? 1 : 0;
                votes[j] += vote == 1 ? 1 : 0;
            }
        }
    }

    /// <summary>The form until 0.20: confidences are scaled by the largest of all rows.</summary>
    private double[] ScaledByBatch(Features x, CallOptions options)
    {
        Member[] members = [
            .. _form.Members.SelectMany(
                (member, pair) =>
                    new[] { new Member(member, Methods.Predict, 1, _columns?[pair]), BinaryScores.Of(member, _columns?[pair]) })];
        double[] both = new Combination(members, 2 * _count, (values, output) => Count(members, values, output[.._count], output[_count..]))
            .Run(x, options);
        var votes = new double[x.RowCount * _count];
        double largest = double.NegativeInfinity, smallest = double.PositiveInfinity;
        for (int i = 0; i < votes.Length; i++)
        {
            double confidence = both[(i / _count * 2 * _count) + _count + (i % _count)];
            (largest, smallest) = (Math.Max(largest, confidence), Math.Min(smallest, confidence));
        }

        double scale = largest == smallest ? 0 : (0.5 - (double.BitIncrement(1.0) - 1)) / Math.Max(Math.Abs(largest), Math.Abs(smallest));
        for (int i = 0; i < votes.Length; i++)
        {
            int at = (i / _count * 2 * _count) + (i % _count);
            votes[i] = both[at] + (both[at + _count] * scale);
        }

        return votes;
    }
}
