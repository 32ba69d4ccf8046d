using Brine.Arrays;

namespace Brine.Models;

/// <summary>
/// BernoulliRBM: <c>transform</c> is expit of the hidden layer; <c>score_samples</c> compares the free energy of a row with that of the row with
/// one bit flipped, drawn by numpy's generator from the int <c>random_state</c>.
/// </summary>
internal sealed class BoltzmannMachine : Estimator
{
    private readonly DenseLayer<double> _hidden;
    private readonly DenseLayer<double> _visible;
    private readonly DenseLayer<float>? _singles;
    private readonly uint? _seed;
    private readonly bool _addsLogs;

    internal BoltzmannMachine(EstimatorReader reader)
        : base(reader)
    {
        NDArray components = reader.NumericArray("components_");
        if (components.Rank != 2 || components.Shape[0] == 0)
        {
            throw reader.Corrupt("components_", "it is no matrix");
        }

        int outputs = components.Shape[0], inputs = components.Shape[1];
        double[] weights = components.ToDoubles(), biases = reader.Numbers(outputs, "intercept_hidden_");
        _hidden = new DenseLayer<double>(weights, inputs, outputs, biases, inputMajor: false);
        _visible = new DenseLayer<double>(reader.Numbers(inputs, "intercept_visible_"), inputs, 1, [], inputMajor: false);
        _singles = components.DType.IsSingle() ? new DenseLayer<float>(weights, inputs, outputs, biases, inputMajor: false) : null;
        _seed = reader.ValueOrNone("random_state").TryGetInt64(out long seed) && seed is >= 0 and <= uint.MaxValue ? (uint)seed : null;
        _addsLogs = reader.SavedBy.IsAtLeast(1, 3);
    }

    /// <summary>Without a seed Python's <c>score_samples</c> is different each time.</summary>
    public override Methods Methods => Methods.Transform | Methods.GetFeatureNamesOut | (_seed is null ? Methods.None : Methods.ScoreSamples);

    public override int? FeatureCount => _hidden.InputCount;

    public override InputContract Inputs(Methods method) => InputContract.FiniteOrSparse;

    private protected override RowKernel? KernelCore(Methods method) => method == Methods.Transform ? new HiddenKernel(_hidden) : null;

    public override IReadOnlyList<string> FeatureNamesOut(IReadOnlyList<string>? names) =>
        [.. Enumerable.Range(0, _hidden.OutputCount).Select(i => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"bernoullirbm{i}"))];

    private protected override Answer Run(Methods method, Features x, CallOptions options) => method switch
    {
        Methods.ScoreSamples => ScoreSamples(x),
        _ => base.Run(method, x, options),
    };

    private protected override Features TransformCore(Features x)
    {
        Matrix matrix = x.ToMatrix();
        if (_singles is { } layer && matrix.IsSingle)
        {
            var singles = new float[matrix.RowCount * layer.OutputCount];
            layer.RunRows(Array.ConvertAll(matrix.Values, value => (float)value), matrix.RowCount, singles);
            Logistic.Expit<float>(singles);
            return new Matrix(matrix.RowCount, layer.OutputCount, Array.ConvertAll(singles, value => (double)value), DType.Float32);
        }

        var values = new double[matrix.RowCount * _hidden.OutputCount];
        _hidden.RunRows(matrix.Values, matrix.RowCount, values);
        Logistic.Expit<double>(values);
        return new Matrix(matrix.RowCount, _hidden.OutputCount, values);
    }

    private Answer ScoreSamples(Features x)
    {
        Matrix matrix = x.ToMatrix();
        var random = new MersenneTwister(_seed!.Value);
        var scores = new double[matrix.RowCount];
        double[] flipped = new double[matrix.ColumnCount], hidden = new double[_hidden.OutputCount];
        for (int row = 0; row < scores.Length; row++)
        {
            matrix.Row(row).CopyTo(flipped);
            int column = random.NextBelow(flipped.Length);
            flipped[column] = 1 - flipped[column];
            double difference = FreeEnergy(flipped, hidden) - FreeEnergy(matrix.Row(row), hidden);
            scores[row] = flipped.Length * LogLogistic(difference);
        }

        return NDArray.Of(scores);
    }

    private double FreeEnergy(ReadOnlySpan<double> row, Span<double> hidden)
    {
        double visible = 0;
        _visible.Run(row, new Span<double>(ref visible));
        _hidden.Run(row, hidden);
        foreach (ref double value in hidden)
        {
            value = LogAddExp(value);
        }

        return -visible - PairwiseSum.Of<double>(hidden);
    }

    /// <summary>The log of expit: scikit-learn's own function until 1.2, later by way of numpy's logaddexp.</summary>
    private double LogLogistic(double x) => _addsLogs ? -LogAddExp(-x)
        : x > 0 ? -Math.Log(1 + Math.Exp(-x))
        : x - Math.Log(1 + Math.Exp(x));

    /// <summary>numpy's <c>logaddexp(0, x)</c>.</summary>
    private static double LogAddExp(double x) => x == 0 ? 0.693147180559945309417232121458176568
        : x < 0 ? LogarithmOfOnePlus.Log1p(Exponential.Of(x))
        : x + LogarithmOfOnePlus.Log1p(Exponential.Of(-x));

    private sealed class HiddenKernel(DenseLayer<double> layer) : RowKernel
    {
        public override int InputCount => layer.InputCount;

        public override int OutputCount => layer.OutputCount;

        internal override void RunCore(ReadOnlySpan<double> row, Span<double> output)
        {
            layer.Run(row, output);
            Logistic.Expit(output[..layer.OutputCount]);
        }
    }
}
