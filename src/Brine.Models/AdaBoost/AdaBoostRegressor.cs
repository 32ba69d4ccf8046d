using Brine.Arrays;

namespace Brine.Models;

/// <summary>AdaBoostRegressor: the weighted median of what its members answer.</summary>
internal sealed class AdaBoostRegressor : CombinedEstimator
{
    private readonly AdaBoostForm _form;
    private readonly double[] _weights;
    private readonly Member[] _members;

    internal AdaBoostRegressor(EstimatorInfo info, AdaBoostForm form, InputContract inputs)
        : base(info, inputs)
    {
        _form = form;
        _weights = [.. form.Weights];
        _members = [.. form.Members.Select(member => new Member(member, Methods.Predict, 1))];
    }

    public override EstimatorForm Form => _form;

    public override Methods Methods => Methods.Predict | Methods.StagedPredict;

    private protected override Combination? CombinationOf(Methods method) =>
        method == Methods.Predict ? new Combination(_members, 1, Median, Median) : null;

    private protected override Answer Run(Methods method, Features x, CallOptions options) => method switch
    {
        Methods.Predict => NumpyPrecision.ToArray(Find(method)!.Run(x, options, out bool isSingle), isSingle, x.RowCount),
        Methods.StagedPredict => Staged(x, options),
        _ => base.Run(method, x, options),
    };

    private Answer Staged(Features x, CallOptions options)
    {
        double[][] answers = [.. _members.Select(member => member.Ask(x, options))];
        var stages = new Answer[answers.Length];
        var values = new double[answers.Length];
        for (int stage = 0; stage < stages.Length; stage++)
        {
            var medians = new double[x.RowCount];
            for (int row = 0; row < medians.Length; row++)
            {
                for (int m = 0; m <= stage; m++)
                {
                    values[m] = answers[m][row];
                }

                Median(values.AsSpan(0, stage + 1), medians.AsSpan(row, 1));
            }

            stages[stage] = NDArray.Of(medians);
        }

        return Answer.Of(stages);
    }

    /// <summary><c>_get_median_predict</c>: the first answer, in the order of numpy's argsort, up to which the weights are half of
    /// all.</summary>
    private void Median(ReadOnlySpan<double> values, Span<double> output)
    {
        Span<int> order = values.Length <= 256 ? stackalloc int[values.Length] : new int[values.Length];
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        IndirectSort.ArgSort(values, order);
        double total = 0;
        foreach (int member in order)
        {
            total += _weights[member];
        }

        double half = 0.5 * total, sum = 0;
        int found = order[0];
        foreach (int member in order)
        {
            sum += _weights[member];
            if (sum >= half)
            {
                found = member;
                break;
            }
        }

        output[0] = values[found];
    }
}
