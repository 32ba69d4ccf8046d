using System.Buffers;
using System.Runtime.CompilerServices;

namespace Brine.Models;

/// <summary><c>X @ coef_.T + intercept_</c>, and what a classifier makes of it, for one row or a batch.</summary>
/// <param name="layer">The coefficients and intercepts.</param>
/// <param name="outputCount">How many numbers come out, where they are not the scores themselves.</param>
internal abstract class LinearHeadKernel(DenseLayer<double> layer, int outputCount) : RowKernel
{
    /// <summary>Rows that are scored together: their scores stay in the nearest cache.</summary>
    private const int BlockRows = 128;

    private const int MaxStackScores = 32;

    public override int InputCount => layer.InputCount;

    public override int OutputCount => outputCount;

    /// <summary>A score is not finite when a value of the row is not: a coefficient of zero makes NaN of infinity.</summary>
    private protected override bool ChecksRow => true;

    [SkipLocalsInit]
    internal override void RunCore(ReadOnlySpan<double> row, Span<double> output)
    {
        int width = layer.OutputCount;
        if (width == 1)
        {
            double score = 0;
            layer.Run(row, new Span<double>(ref score));
            if (!double.IsFinite(score))
            {
                RequireValues(row);
            }

            Finish(new Span<double>(ref score), 1, output);
            return;
        }

        double[]? rented = width > MaxStackScores ? ArrayPool<double>.Shared.Rent(width) : null;
        Span<double> scores = rented ?? stackalloc double[MaxStackScores];
        layer.Run(row, scores);
        if (!ValueCheck.AreFinite(scores[..width]))
        {
            RequireValues(row);
        }

        Finish(scores[..width], width, output);
        if (rented is not null)
        {
            ArrayPool<double>.Shared.Return(rented);
        }
    }

    internal override double[] RunAllCore(Matrix matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        var outputs = new double[matrix.RowCount * outputCount];
        int width = layer.OutputCount;
        var scores = new double[Math.Min(BlockRows, matrix.RowCount) * width];
        for (int start = 0; start < matrix.RowCount; start += BlockRows)
        {
            int count = Math.Min(BlockRows, matrix.RowCount - start);
            layer.RunRows(matrix.Values.AsSpan(start * matrix.ColumnCount, count * matrix.ColumnCount), count, scores);
            Finish(scores.AsSpan(0, count * width), width, outputs.AsSpan(start * outputCount, count * outputCount));
        }

        return outputs;
    }

    /// <summary>Turns the scores of whole rows into their outputs; the scores may be overwritten.</summary>
    private protected abstract void Finish(Span<double> scores, int width, Span<double> output);
}

/// <summary>The scores themselves: <c>decision_function</c>, and <c>predict</c> of a regressor.</summary>
/// <param name="layer">The coefficients and intercepts.</param>
internal sealed class LinearKernel(DenseLayer<double> layer) : RowKernel
{
    public override int InputCount => layer.InputCount;

    public override int OutputCount => layer.OutputCount;

    private protected override bool ChecksRow => true;

    internal override bool CarriesNonFinite => true;

    internal override void RunCore(ReadOnlySpan<double> row, Span<double> output)
    {
        layer.Run(row, output);
        if (!ValueCheck.AreFinite(output[..layer.OutputCount]))
        {
            RequireValues(row);
        }
    }

    internal override double[] RunAllCore(Matrix matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        var outputs = new double[matrix.RowCount * layer.OutputCount];
        layer.RunRows(matrix.Values, matrix.RowCount, outputs);
        return outputs;
    }
}

/// <summary><c>predict</c> of a linear classifier: the index of the class.</summary>
/// <param name="layer">The coefficients and intercepts.</param>
internal sealed class LinearLabelKernel(DenseLayer<double> layer) : LinearHeadKernel(layer, 1)
{
    private protected override void Finish(Span<double> scores, int width, Span<double> output)
    {
        for (int row = 0; row < output.Length; row++)
        {
            output[row] = LinearProbability.Label(scores.Slice(row * width, width));
        }
    }
}

/// <summary><c>predict_proba</c> of a linear classifier.</summary>
/// <param name="layer">The coefficients and intercepts.</param>
/// <param name="head">How scores become probabilities.</param>
internal sealed class LinearProbabilityKernel(DenseLayer<double> layer, LinearHead head)
    : LinearHeadKernel(layer, Math.Max(2, layer.OutputCount))
{
    private protected override void Finish(Span<double> scores, int width, Span<double> output) =>
        LinearProbability.Write(head, scores, width, output);
}
