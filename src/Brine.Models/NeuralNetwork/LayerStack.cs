using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>The forward pass of a multi-layer perceptron, as <c>BaseMultilayerPerceptron._forward_pass_fast</c>.</summary>
internal sealed class LayerStack : RowKernel
{
    private const int OnStack = 512;

    private readonly LinearMap[] _layers;
    private readonly Activation _hidden;
    private readonly Activation _output;
    private readonly int _widest;

    internal LayerStack(EstimatorReader reader)
    {
        NDArray[] weights = Arrays(reader, "coefs_"), intercepts = Arrays(reader, "intercepts_");
        if (weights.Length == 0 || weights.Length != intercepts.Length)
        {
            throw Corrupt(reader);
        }

        _layers = new LinearMap[weights.Length];
        for (int i = 0; i < weights.Length; i++)
        {
            bool fits = weights[i].Rank == 2 && weights[i].Shape[1] == intercepts[i].Length && (i == 0 || weights[i].Shape[0] == _layers[i - 1].Outputs);
            _layers[i] = fits
                ? new LinearMap(weights[i].ToDoubles(), weights[i].Shape[0], intercepts[i].ToDoubles(), LinearMap.IsSingleType(weights[i].DType))
                : throw Corrupt(reader);
        }

        _hidden = Parse(reader, "activation");
        _output = Parse(reader, "out_activation_");
        _widest = _layers.Max(layer => layer.Outputs);
    }

    public override int InputCount => _layers[0].Inputs;

    public override int OutputCount => _layers[^1].Outputs;

    internal bool IsSingle => _layers[0].IsSingle;

    public override void Run(ReadOnlySpan<double> row, Span<double> output) => Run(row, output, isSingle: false);

    /// <summary>Runs all rows; in single precision where both the model and the data are in it.</summary>
    internal Decisions RunAll(Features x)
    {
        Matrix matrix = x.ToMatrix();
        bool isSingle = IsSingle && matrix.IsSingle;
        var result = new Decisions(new double[matrix.RowCount * OutputCount], OutputCount, isSingle);
        for (int row = 0; row < matrix.RowCount; row++)
        {
            Run(matrix.Row(row), result.Row(row), isSingle);
        }

        return result;
    }

    private void Run(ReadOnlySpan<double> row, Span<double> output, bool isSingle)
    {
        double[]? rented = 2 * _widest <= OnStack ? null : System.Buffers.ArrayPool<double>.Shared.Rent(2 * _widest);
        Span<double> scratch = rented is null ? stackalloc double[OnStack] : rented;
        Span<double> current = scratch[.._widest], next = scratch.Slice(_widest, _widest);
        int last = _layers.Length - 1;
        for (int i = 0; i < last; i++)
        {
            Span<double> values = next[.._layers[i].Outputs];
            RunLayer(_layers[i], _hidden, i == 0 ? row : current[.._layers[i].Inputs], values, isSingle);
            Span<double> spare = current;
            current = next;
            next = spare;
        }

        RunLayer(_layers[last], _output, last == 0 ? row : current[.._layers[last].Inputs], output[..OutputCount], isSingle);
        if (rented is not null)
        {
            System.Buffers.ArrayPool<double>.Shared.Return(rented);
        }
    }

    private static void RunLayer(LinearMap layer, Activation activation, scoped ReadOnlySpan<double> input, scoped Span<double> target, bool isSingle)
    {
        if (isSingle)
        {
            layer.RunSingle(input, target);
            ApplySingle(activation, target);
        }
        else
        {
            layer.Run(input, target);
            Apply(activation, target);
        }
    }

    private static void Apply(Activation activation, Span<double> values)
    {
        switch (activation)
        {
            case Activation.Relu:
                for (int i = 0; i < values.Length; i++)
                {
                    values[i] = Math.Max(values[i], 0);
                }

                break;
            case Activation.Tanh:
                for (int i = 0; i < values.Length; i++)
                {
                    values[i] = Math.Tanh(values[i]);
                }

                break;
            case Activation.Logistic:
                for (int i = 0; i < values.Length; i++)
                {
                    values[i] = Probability.Expit(values[i]);
                }

                break;
            case Activation.Exp:
                for (int i = 0; i < values.Length; i++)
                {
                    values[i] = Math.Exp(values[i]);
                }

                break;
            case Activation.Softmax:
                Probability.Softmax(values);
                break;
        }
    }


    private static void ApplySingle(Activation activation, Span<double> values)
    {
        if (activation == Activation.Softmax)
        {
            Probability.SoftmaxSingle(values);
            return;
        }

        for (int i = 0; i < values.Length; i++)
        {
            float value = (float)values[i];
            values[i] = activation switch
            {
                Activation.Relu => MathF.Max(value, 0),
                Activation.Tanh => MathF.Tanh(value),
                Activation.Logistic => Probability.ExpitSingle(value),
                Activation.Exp => MathF.Exp(value),
                _ => value,
            };
        }
    }

    private static Activation Parse(EstimatorReader reader, string name) => reader.Text(name) switch
    {
        "identity" => Activation.Identity,
        "relu" => Activation.Relu,
        "tanh" => Activation.Tanh,
        "logistic" => Activation.Logistic,
        "softmax" => Activation.Softmax,
        "exp" => Activation.Exp,
        null => throw reader.Missing(name),
        { } other => throw reader.Unsupported($"{name} {other}"),
    };

    private static NDArray[] Arrays(EstimatorReader reader, string name) => reader.Value(name).As<PyList>() is { } list
        ? [.. list.Select(item => NDArray.From(item) ?? throw Corrupt(reader))]
        : throw reader.Missing(name);

    private static PickleFormatException Corrupt(EstimatorReader reader) =>
        new("FormatModel", $"the layers of {reader.ClassName} at {reader.Path} do not fit each other; the file is corrupt");
}
