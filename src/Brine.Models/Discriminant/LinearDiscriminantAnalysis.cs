using Brine.Arrays;

namespace Brine.Models;

/// <summary>LinearDiscriminantAnalysis: a linear classifier whose <c>transform</c> projects rows on the directions between the
/// classes.</summary>
internal sealed class LinearDiscriminantAnalysis : LinearClassifier
{
    private readonly LinearDiscriminantForm _form;
    private readonly ProjectionKernel? _projection;
    private readonly SingleProjection? _single;
    private readonly int _width;

    internal LinearDiscriminantAnalysis(EstimatorInfo info, LinearDiscriminantForm form)
        : base(info, form.Decision)
    {
        _form = form;
        if (form.Scalings is not { } scalings)
        {
            return;
        }

        int features = scalings.Shape[0];
        _width = Math.Min(form.ComponentCount, scalings.Shape[1]);
        double[] all = scalings.ToDoubles(), vectors = new double[_width * features];
        for (int j = 0; j < _width; j++)
        {
            for (int k = 0; k < features; k++)
            {
                vectors[(j * features) + k] = all[(k * scalings.Shape[1]) + j];
            }
        }

        double[]? mean = form.Mean?.ToDoubles();
        _projection = new ProjectionKernel(vectors, _width, features) { Mean = mean };
        _single = scalings.DType.IsSingle() && (form.Mean?.DType.IsSingle() ?? true)
            ? new SingleProjection(NumpyPrecision.ToSingles(vectors), _width, features)
                { Mean = mean is null ? null : NumpyPrecision.ToSingles(mean) }
            : null;
    }

    public override EstimatorForm Form => _form;

    public override Methods Methods => base.Methods | (_projection is null ? Methods.None : Methods.Transform) | Methods.GetFeatureNamesOut;

    public override InputContract Inputs(Methods method) => method == Methods.Transform ? InputContract.Finite : base.Inputs(method);

    public override IReadOnlyList<string> FeatureNamesOut(IReadOnlyList<string>? names) =>
        TransformedNames.Numbered("lineardiscriminantanalysis", _form.ComponentCount);

    private protected override RowKernel? KernelCore(Methods method) => method == Methods.Transform ? _projection : base.KernelCore(method);

    private protected override Answer Run(Methods method, Features x, CallOptions options) =>
        method == Methods.PredictLogProba && _form.LiftsZeros ? LiftedLogarithm(Run(Methods.PredictProba, x, options).ToArray())
            : base.Run(method, x, options);

    private protected override Features TransformCore(Features x)
    {
        Matrix matrix = x.ToMatrix();
        return _single is not null && matrix.DType.FitsSingle()
            ? new Matrix(matrix.RowCount, _width, _single.RunAll(matrix), DType.Float32)
            : new Matrix(matrix.RowCount, _width, _projection!.RunAllCore(matrix));
    }

    private static Answer LiftedLogarithm(NDArray probabilities)
    {
        if (probabilities.TryGetSpan(out ReadOnlySpan<float> singles))
        {
            const float SmallestSingle = 1.17549435e-38f;
            return NDArray.Of(Array.ConvertAll(singles.ToArray(), value => NumpySingle.Log(value == 0 ? SmallestSingle : value)),
                probabilities.Shape);
        }

        const double Smallest = 2.2250738585072014e-308;
        return NDArray.Of(Array.ConvertAll(probabilities.ToDoubles(), value => Math.Log(value == 0 ? Smallest : value)),
            probabilities.Shape);
    }
}
