using System.Buffers;

namespace Brine.Models;

/// <summary>predict, predict_proba or decision_function of SVC and NuSVC for one row.</summary>
/// <param name="model">A dense model.</param>
/// <param name="method">One of the three.</param>
internal sealed class SvmClassifierKernel(SvmClassifier model, Methods method) : RowKernel
{
    public override int InputCount => model.Machine.InputCount;

    public override int OutputCount => method switch
    {
        Methods.Predict => 1,
        Methods.PredictProba => model.ClassCount,
        _ => model.DecisionWidth,
    };

    internal override void RunCore(ReadOnlySpan<double> row, Span<double> output)
    {
        double[] decisions = ArrayPool<double>.Shared.Rent(model.Machine.DecisionCount);
        double[] scratch = ArrayPool<double>.Shared.Rent(((2 * model.ClassCount) + 1) * model.ClassCount);
        model.Machine.Decide(row, decisions);
        Finish(decisions.AsSpan(0, model.Machine.DecisionCount), output, scratch);
        ArrayPool<double>.Shared.Return(scratch);
        ArrayPool<double>.Shared.Return(decisions);
    }

    internal override double[] RunAllCore(Matrix matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        double[] decisions = model.Machine.Decide(matrix);
        var outputs = new double[matrix.RowCount * OutputCount];
        var scratch = new double[((2 * model.ClassCount) + 1) * model.ClassCount];
        int width = model.Machine.DecisionCount, outputCount = OutputCount;
        for (int row = 0; row < matrix.RowCount; row++)
        {
            Finish(decisions.AsSpan(row * width, width), outputs.AsSpan(row * outputCount, outputCount), scratch);
        }

        return outputs;
    }

    private void Finish(ReadOnlySpan<double> decisions, Span<double> output, Span<double> scratch)
    {
        switch (method)
        {
            case Methods.Predict:
                output[0] = model.Label(decisions, scratch);
                break;
            case Methods.PredictProba:
                model.Probabilities(decisions, output, scratch);
                break;
            default:
                model.Decide(decisions, output);
                break;
        }
    }
}
