using System.Runtime.CompilerServices;

namespace Brine.Models;

/// <summary>Gradient boosting of one row, where all rows start alike.</summary>
/// <param name="form">The start and the links.</param>
/// <param name="sums">The trees.</param>
/// <param name="head">What is made of the sums.</param>
/// <param name="method"><c>predict</c>, <c>predict_proba</c> or <c>decision_function</c>.</param>
internal sealed class BoostingKernel(BoostingForm form, StageSums sums, BoostingHead head, Methods method) : RowKernel
{
    private readonly double[] _start = [.. form.Start];

    public override int InputCount => sums.Forest.FeatureCount;

    public override int OutputCount =>
        method == Methods.PredictProba ? head.ProbabilityCount : method == Methods.DecisionFunction ? form.TreesPerStage : 1;

    private protected override bool ChecksValues => true;

    [SkipLocalsInit]
    internal override void RunCore(ReadOnlySpan<double> row, Span<double> output)
    {
        int width = _start.Length;
        if (method == Methods.DecisionFunction || (method == Methods.Predict && form.Classes is null))
        {
            _start.CopyTo(output);
            sums.Add(row, output[..width]);
            if (method == Methods.Predict)
            {
                head.Values(output[..1]);
            }

            return;
        }

        int count = head.ProbabilityCount;
        double[]? rented = width + count > 256 ? System.Buffers.ArrayPool<double>.Shared.Rent(width + count) : null;
        Span<double> scratch = rented ?? stackalloc double[width + count];
        Span<double> raw = scratch[..width];
        _start.CopyTo(raw);
        sums.Add(row, raw);
        if (method == Methods.PredictProba)
        {
            head.Probabilities(raw, output[..count]);
        }
        else
        {
            output[0] = head.Class(raw, scratch.Slice(width, count));
        }

        if (rented is not null)
        {
            System.Buffers.ArrayPool<double>.Shared.Return(rented);
        }
    }
}
