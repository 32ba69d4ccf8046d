using Brine.Arrays;

namespace Brine.Models;

/// <summary>KMeans and MiniBatchKMeans; BisectingKMeans chooses by its tree instead.</summary>
internal sealed class KMeans : Estimator
{
    private readonly double[] _centers;
    private readonly double[] _norms;
    private readonly VectorBank _bank;
    private readonly SingleCenters? _single;
    private readonly CenterLabelKernel _labels;
    private readonly CenterDistanceKernel _distances;
    private readonly BisectingTree? _tree;
    private readonly InputContract _labelInputs;
    private readonly InputContract _distanceInputs;

    internal KMeans(EstimatorInfo info, CentersForm form, InputContract labelInputs, InputContract distanceInputs)
        : base(info)
    {
        Form = form;
        int count = form.Centers.Shape[0], dimension = form.Centers.Shape[1];
        _centers = form.Centers.ToDoubles();
        _norms = new double[count];
        for (int j = 0; j < count; j++)
        {
            _norms[j] = NumpyReductions.SquaredNorm(_centers.AsSpan(j * dimension, dimension));
        }

        _bank = new VectorBank(_centers, count, dimension);
        _single = form.Centers.DType.IsSingle() ? new SingleCenters(NumpyPrecision.ToSingles(_centers), count, dimension) : null;
        _labels = new CenterLabelKernel(_bank, _norms);
        _distances = new CenterDistanceKernel(_bank, _norms);
        (_labelInputs, _distanceInputs) = (labelInputs, distanceInputs);
        _tree = form.Tree is { } tree ? new BisectingTree(tree) : null;
    }

    public override EstimatorForm Form { get; }

    public override Methods Methods => Methods.Predict | Methods.Transform | Methods.GetFeatureNamesOut;

    public override int? FeatureCount => _bank.Dimension;

    public override InputContract Inputs(Methods method) => method == Methods.Predict ? _labelInputs : _distanceInputs;

    private protected override RowKernel? KernelCore(Methods method) => method switch
    {
        Methods.Predict when _labelInputs.Precision == InputPrecision.OnlySingle => null,
        Methods.Predict => _tree is null ? _labels : _tree,
        Methods.Transform => _distances,
        _ => null,
    };

    public override IReadOnlyList<string> FeatureNamesOut(IReadOnlyList<string>? names) => TransformedNames.Numbered(ClassName.ToLowerInvariant(), _bank.Count);

    private protected override Answer Run(Methods method, Features x, CallOptions options) => method switch
    {
        Methods.Predict => Predict(x),
        _ => base.Run(method, x, options),
    };

    private Answer Predict(Features x)
    {
        if (x is SparseMatrix sparse && _tree is null)
        {
            return ToLabels(_labels.RunAll(sparse.Csr, _centers));
        }

        Matrix matrix = x.ToMatrix();
        return _tree is not null ? ToLabels(_tree.RunAllCore(matrix))
            : _single is not null && matrix.IsSingle ? NDArray.Of(_single.Labels(matrix))
            : ToLabels(_labels.RunAllCore(matrix));
    }

    private protected override Features TransformCore(Features x)
    {
        bool isSingle = _single is not null && NumpyPrecision.IsSingle(x);
        int count = _bank.Count;
        double[] distances;
        if (x is SparseMatrix sparse)
        {
            distances = SparseDots(sparse.Csr);
            FinishAll(distances, row => SparseDot.SquaredNorm(sparse.Csr, row), isSingle);
        }
        else
        {
            Matrix matrix = x.ToMatrix();
            if (!isSingle)
            {
                return new Matrix(matrix.RowCount, count, _distances.RunAllCore(matrix));
            }

            distances = new double[matrix.RowCount * count];
            for (int row = 0; row < matrix.RowCount; row++)
            {
                _bank.All<DotStep>(matrix.Row(row), distances.AsSpan(row * count, count));
            }

            FinishAll(distances, row => NumpyReductions.SquaredNorm(matrix.Row(row)), isSingle);
        }

        return new Matrix(x.RowCount, count, distances, isSingle ? DType.Float32 : DType.Float64);
    }

    private double[] SparseDots(CsrMatrix csr)
    {
        int count = _bank.Count;
        var dots = new double[csr.RowCount * count];
        for (int row = 0; row < csr.RowCount; row++)
        {
            for (int j = 0; j < count; j++)
            {
                dots[(row * count) + j] = SparseDot.Of(csr, row, _centers.AsSpan(j * csr.ColumnCount, csr.ColumnCount));
            }
        }

        return dots;
    }

    private void FinishAll(double[] dots, Func<int, double> norm, bool isSingle)
    {
        int count = _bank.Count;
        for (int row = 0; row * count < dots.Length; row++)
        {
            Span<double> part = dots.AsSpan(row * count, count);
            if (isSingle)
            {
                SingleCenters.Finish(part, norm(row), _norms);
            }
            else
            {
                CenterDistanceKernel.Finish(part, norm(row), _norms);
            }
        }
    }

    private static Answer ToLabels(double[] labels) => NDArray.Of(Array.ConvertAll(labels, label => (int)label));
}
