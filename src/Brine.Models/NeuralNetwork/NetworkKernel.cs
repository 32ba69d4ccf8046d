using System.Runtime.CompilerServices;

namespace Brine.Models;

/// <summary>The answers that a network gives for a row.</summary>
internal enum NetworkAnswer
{
    /// <summary>The outputs of the last layer.</summary>
    Outputs,

    /// <summary>Probabilities of two classes, of one output.</summary>
    TwoProbabilities,

    /// <summary>The index of the class.</summary>
    Label,
}

/// <summary>A network for one row or a batch.</summary>
/// <param name="network">The network.</param>
/// <param name="answer">What is asked.</param>
internal sealed class NetworkKernel(Network network, NetworkAnswer answer) : RowKernel
{
    private const int MaxStackOutputs = 256;

    public override int InputCount => network.InputCount;

    public override int OutputCount => answer switch
    {
        NetworkAnswer.Label => 1,
        NetworkAnswer.TwoProbabilities => 2,
        _ => network.OutputCount,
    };

    [SkipLocalsInit]
    internal override void RunCore(ReadOnlySpan<double> row, Span<double> output)
    {
        if (answer == NetworkAnswer.Outputs)
        {
            network.Run(row, output);
            return;
        }

        Span<double> values = network.OutputCount <= MaxStackOutputs ? stackalloc double[network.OutputCount]
            : new double[network.OutputCount];
        network.Run(row, values);
        Finish(values, output);
    }

    internal override double[] RunAllCore(Matrix matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        double[] values = network.RunAll(matrix);
        if (answer == NetworkAnswer.Outputs)
        {
            return values;
        }

        int width = network.OutputCount, outputCount = OutputCount;
        var outputs = new double[matrix.RowCount * outputCount];
        for (int row = 0; row < matrix.RowCount; row++)
        {
            Finish(values.AsSpan(row * width, width), outputs.AsSpan(row * outputCount, outputCount));
        }

        return outputs;
    }

    private void Finish(ReadOnlySpan<double> values, Span<double> output)
    {
        if (answer == NetworkAnswer.Label)
        {
            output[0] = MlpClassifier.Label(values);
            return;
        }

        output[0] = 1 - values[0];
        output[1] = values[0];
    }
}
