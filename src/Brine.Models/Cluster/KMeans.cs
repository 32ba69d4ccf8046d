using Brine.Arrays;

namespace Brine.Models;

/// <summary>KMeans and MiniBatchKMeans; BisectingKMeans chooses by its tree instead.</summary>
internal sealed class KMeans : Estimator
{
    private readonly double[] _centers;
    private readonly SingleCenters? _single;
    private readonly CenterLabelKernel _labels;
    private readonly CenterDistances _distances;
    private readonly BisectingTree? _tree;
    private readonly InputContract _labelInputs;
    private readonly InputContract _distanceInputs;

    internal KMeans(EstimatorInfo info, CentersForm form, InputContract labelInputs, InputContract distanceInputs)
        : base(info)
    {
        Form = form;
        int count = form.Centers.Shape[0], dimension = form.Centers.Shape[1];
        _centers = form.Centers.ToDoubles();
        _distances = new CenterDistances(_centers, count, dimension, form.Centers.DType.IsSingle());
        _single = form.Centers.DType.IsSingle() ? new SingleCenters(NumpyPrecision.ToSingles(_centers), count, dimension) : null;
        _labels = new CenterLabelKernel(_distances.Bank, _distances.Norms);
        (_labelInputs, _distanceInputs) = (labelInputs, distanceInputs);
        _tree = form.Tree is { } tree ? new BisectingTree(tree) : null;
    }

    public override EstimatorForm Form { get; }

    public override Methods Methods => Methods.Predict | Methods.Transform | Methods.GetFeatureNamesOut;

    public override int? FeatureCount => _distances.Bank.Dimension;

    public override InputContract Inputs(Methods method) => method == Methods.Predict ? _labelInputs : _distanceInputs;

    private protected override RowKernel? KernelCore(Methods method) => method switch
    {
        Methods.Predict when _labelInputs.Precision == InputPrecision.OnlySingle => null,
        Methods.Predict => _tree is null ? _labels : _tree,
        Methods.Transform => _distances.Kernel,
        _ => null,
    };

    public override IReadOnlyList<string> FeatureNamesOut(IReadOnlyList<string>? names) =>
        TransformedNames.Numbered(ClassName.ToLowerInvariant(), _distances.Bank.Count);

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

    private protected override Features TransformCore(Features x) => _distances.Of(x);

    private static Answer ToLabels(double[] labels) => NDArray.Of(Array.ConvertAll(labels, label => (int)label));
}
