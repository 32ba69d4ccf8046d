using Brine.Arrays;

namespace Brine.Models;

/// <summary>
/// BernoulliRBM: <c>transform</c> is expit of the hidden layer; <c>score_samples</c> compares the free energy of a row with that of the row
/// with one bit flipped, drawn by numpy's generator from the int <c>random_state</c>.
/// </summary>
internal sealed class BernoulliRbm : Estimator
{
    private readonly DenseLayer<double> _hidden;
    private readonly DenseLayer<double> _visible;
    private readonly DenseLayer<float>? _singles;
    private readonly DenseLayer<float>? _visibleSingles;
    private readonly BoltzmannForm _form;
    private readonly InputContract _inputs;

    internal BernoulliRbm(EstimatorInfo info, BoltzmannForm form, InputContract inputs)
        : base(info)
    {
        _form = form;
        _inputs = inputs;
        int outputs = form.Components.Shape[0], columns = form.Components.Shape[1];
        double[] weights = form.Components.ToDoubles(), biases = [.. form.HiddenIntercepts];
        _hidden = new DenseLayer<double>(weights, columns, outputs, biases, inputMajor: false);
        _visible = new DenseLayer<double>([.. form.VisibleIntercepts], columns, 1, [], inputMajor: false);
        _visibleSingles = form.Components.DType.IsSingle()
            ? new DenseLayer<float>([.. form.VisibleIntercepts], columns, 1, [], inputMajor: false) : null;
        _singles = form.Components.DType.IsSingle() ? new DenseLayer<float>(weights, columns, outputs, biases, inputMajor: false) : null;
    }

    public override EstimatorForm Form => _form;

    /// <summary>Without a seed Python's <c>score_samples</c> is different each time.</summary>
    public override Methods Methods =>
        Methods.Transform | Methods.GetFeatureNamesOut | (_form.Seed is null ? Methods.None : Methods.ScoreSamples)
            | ((_form.Generator is null && _form.Seed is null) || _singles is not null ? Methods.None : Methods.Gibbs);

    public override int? FeatureCount => _hidden.InputCount;

    public override InputContract Inputs(Methods method) =>
        method == Methods.Transform ? _inputs with { Floats = InputFloats.DoubleOrSingle } : _inputs;

    private protected override RowKernel? KernelCore(Methods method) => method == Methods.Transform ? new HiddenKernel(_hidden) : null;

    public override IReadOnlyList<string> FeatureNamesOut(IReadOnlyList<string>? names) =>
        [.. Enumerable.Range(0, _hidden.OutputCount)
            .Select(i => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"bernoullirbm{i}"))];

    private protected override Answer Run(Methods method, Features x, CallOptions options) => method switch
    {
        Methods.ScoreSamples => ScoreSamples(x),
        Methods.Gibbs => Gibbs(x.ToMatrix()),
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

    /// <summary>Draws the hidden layer of all rows, and from it the rows: the first call after loading, for Python's generator goes
    /// on.</summary>
    private NDArray Gibbs(Matrix matrix)
    {
        RandomState random = _form.Generator is { } state ? new RandomState(state) : new RandomState(_form.Seed!.Value);
        double[] hidden = new double[matrix.RowCount * _hidden.OutputCount], visible = new double[matrix.RowCount * matrix.ColumnCount];
        _hidden.RunRows(matrix.Values, matrix.RowCount, hidden);
        Draw(random, hidden);
        new DenseLayer<double>(_form.Components.ToDoubles(), _hidden.OutputCount, matrix.ColumnCount, [.. _form.VisibleIntercepts],
            inputMajor: true).RunRows(hidden, matrix.RowCount, visible);
        Draw(random, visible);
        return NDArray.Of(Array.ConvertAll(visible, bit => bit != 0), matrix.RowCount, matrix.ColumnCount);
    }

    private static void Draw(RandomState random, double[] values)
    {
        Logistic.Expit<double>(values);
        foreach (ref double value in values.AsSpan())
        {
            value = random.NextDouble() < value ? 1 : 0;
        }
    }

    private Answer ScoreSamples(Features x)
    {
        Matrix matrix = x.ToMatrix();
        DType dtype = x is SparseMatrix sparse ? sparse.Csr.DType : matrix.DType;
        bool isSparse = x is SparseMatrix, isSingle = _singles is not null && dtype.FitsSingle();
        var random = new MersenneTwister(_form.Seed!.Value);
        var scores = new double[matrix.RowCount];
        double[] flipped = new double[matrix.ColumnCount], hidden = new double[_hidden.OutputCount];
        float[] singles = isSingle ? new float[flipped.Length] : [], hiddenSingles = isSingle ? new float[hidden.Length] : [];
        for (int row = 0; row < scores.Length; row++)
        {
            matrix.Row(row).CopyTo(flipped);
            int column = random.NextBelow(flipped.Length);

            // Rows that are sparse have a difference added to them, which scipy's matrix makes float64.
            double value = flipped[column];
            flipped[column] = isSparse ? value + ((-2 * value) + 1) : NumpyPrecision.Cast(1 - value, dtype);
            if (isSingle && !isSparse)
            {
                float change = FreeEnergy(flipped, singles, hiddenSingles) - FreeEnergy(matrix.Row(row), singles, hiddenSingles);
                scores[row] = _form.AddsLogs ? -flipped.Length * LogAddExp(-change) : flipped.Length * LogLogistic(change);
                continue;
            }

            double difference = FreeEnergy(flipped, hidden)
                - (isSingle ? FreeEnergy(matrix.Row(row), singles, hiddenSingles) : FreeEnergy(matrix.Row(row), hidden));
            scores[row] = flipped.Length * LogLogistic(difference);
        }

        // Until 1.2 a function of scikit-learn made float64 of the difference.
        return NumpyPrecision.ToArray(scores, isSingle && !isSparse && _form.AddsLogs);
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

    /// <summary>The same with every step rounded to single precision.</summary>
    private float FreeEnergy(ReadOnlySpan<double> row, Span<float> singles, Span<float> hidden)
    {
        for (int i = 0; i < singles.Length; i++)
        {
            singles[i] = (float)row[i];
        }

        float visible = 0;
        _visibleSingles!.Run(singles, new Span<float>(ref visible));
        _singles!.Run(singles, hidden);
        foreach (ref float value in hidden)
        {
            value = LogAddExp(value);
        }

        return -visible - PairwiseSum.Of<float>(hidden);
    }

    /// <summary>The log of expit: scikit-learn's own function until 1.2, later by way of numpy's logaddexp.</summary>
    private double LogLogistic(double x) => _form.AddsLogs ? -LogAddExp(-x)
        : x > 0 ? -Math.Log(1 + Math.Exp(-x))
        : x - Math.Log(1 + Math.Exp(x));

    /// <summary>numpy's <c>logaddexp(0, x)</c>.</summary>
    private static double LogAddExp(double x) => x == 0 ? 0.693147180559945309417232121458176568
        : x < 0 ? LogarithmOfOnePlus.Log1p(Exponential.Of(x))
        : x + LogarithmOfOnePlus.Log1p(Exponential.Of(-x));

    /// <summary>The same in single precision.</summary>
    private static float LogAddExp(float x) => x == 0 ? 0.693147180559945309417232121458176568f
        : x < 0 ? (float)LogarithmOfOnePlus.Log1p((float)Exponential.Of(x))
        : x + (float)LogarithmOfOnePlus.Log1p((float)Exponential.Of(-x));

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
