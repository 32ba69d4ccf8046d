using Brine.Arrays;

namespace Brine.Models;

/// <summary>OneVsRestClassifier: one member for each class or label.</summary>
internal sealed class OneVsRestClassifier : CombinedEstimator
{
    private readonly MulticlassForm _form;
    private readonly Member[] _scores;

    internal OneVsRestClassifier(EstimatorInfo info, MulticlassForm form)
        : base(info, null)
    {
        _form = form;
        _scores = [.. form.Members.Select(member => BinaryScores.Of(member))];
        Methods = Methods.Predict | (form.Members[0].Methods & (Methods.PredictProba | Methods.DecisionFunction));
    }

    public override EstimatorForm Form => _form;

    public override Methods Methods { get; }

    public override Labels? Classes => _form.IsMultilabel ? null : _form.Classes;

    private bool IsBinary => _form.Members.Count == 1;

    private double Threshold => _form.HasScores ? 0 : 0.5;

    private protected override Combination? CombinationOf(Methods method) => method switch
    {
        Methods.Predict when _form.IsMultilabel => new Combination(_scores, _form.Members.Count, Mark),
        Methods.Predict => new Combination(_scores, 1, Pick),
        Methods.DecisionFunction =>
            new Combination([.. _form.Members.Select(member => new Member(member, Methods.DecisionFunction, 1))], _form.Members.Count,
                (values, output) => values.CopyTo(output), (values, output) => values.CopyTo(output)),
        Methods.PredictProba =>
            new Combination([.. _form.Members.Select(member => new Member(member, Methods.PredictProba, 2))],
                IsBinary ? 2 : _form.Members.Count, Probabilities, ProbabilitiesSingle),
        _ => null,
    };

    private protected override Answer Run(Methods method, Features x, CallOptions options)
    {
        if (Find(method) is not { } combination)
        {
            return base.Run(method, x, options);
        }

        double[] values = combination.Run(x, options, out bool isSingle);
        return method switch
        {
            Methods.Predict when _form.IsMultilabel =>
                NDArray.Of(Array.ConvertAll(values, value => (long)value), x.RowCount, combination.OutputCount),
            Methods.Predict => _form.Classes.Take(Array.ConvertAll(values, index => (int)index)),
            Methods.DecisionFunction when IsBinary && _form.Members[0] is ConstantPredictor =>
                NDArray.Of(Array.ConvertAll(values, value => (long)value)),
            Methods.DecisionFunction when IsBinary => NumpyPrecision.ToArray(values, isSingle, x.RowCount),
            _ => NumpyPrecision.ToArray(values, isSingle, x.RowCount, combination.OutputCount),
        };
    }

    private void Mark(ReadOnlySpan<double> values, Span<double> output)
    {
        BinaryScores.Gather(_scores, values, output);
        foreach (ref double score in output)
        {
            score = score > Threshold ? 1 : 0;
        }
    }

    /// <summary>Of equal scores the first one wins; until 1.7 the last.</summary>
    private void Pick(ReadOnlySpan<double> values, Span<double> output)
    {
        if (IsBinary)
        {
            output[0] = values[^1] > Threshold && _form.Classes.Count > 1 ? 1 : 0;
            return;
        }

        double largest = double.NegativeInfinity;
        int best = 0, at = 0;
        for (int m = 0; m < _scores.Length; m++)
        {
            at += _scores[m].Width;
            double score = values[at - 1];
            if (score > largest || (_form.LastWins && score == largest))
            {
                (largest, best) = (score, m);
            }
        }

        output[0] = best;
    }

    private void Probabilities(ReadOnlySpan<double> values, Span<double> output) => Normalize(values, output, isSingle: false);

    private void ProbabilitiesSingle(ReadOnlySpan<double> values, Span<double> output) => Normalize(values, output, isSingle: true);

    private void Normalize(ReadOnlySpan<double> values, Span<double> output, bool isSingle)
    {
        if (IsBinary)
        {
            output[1] = values[1];
            output[0] = isSingle ? (float)(1 - values[1]) : 1 - values[1];
        }
        else
        {
            for (int k = 0; k < output.Length; k++)
            {
                output[k] = values[(2 * k) + 1];
            }
        }

        if (_form.IsMultilabel)
        {
            return;
        }

        // The probabilities are held member by member in Python, so that numpy adds those of a row one by one.
        double total = 0;
        foreach (double value in output)
        {
            total += value;
            total = isSingle ? (float)total : total;
        }

        foreach (ref double value in output)
        {
            value = total != 0 || _form.DividesByZero ? value / total : value;
            value = isSingle ? (float)value : value;
        }
    }
}
