using Brine.Arrays;

namespace Brine.Models;

/// <summary>AffinityPropagation, MeanShift and Birch, which label a row by the nearest of the centers they found.</summary>
internal sealed class NearestCenter : Estimator
{
    private readonly NearestCenterForm _form;
    private readonly double[] _centers;
    private readonly CenterDistances? _distances;
    private readonly NearestCenterKernel? _nearest;
    private readonly InputContract _inputs;
    private readonly long[]? _labels;

    internal NearestCenter(EstimatorInfo info, NearestCenterForm form, InputContract inputs, bool clamps)
        : base(info)
    {
        (_form, _inputs) = (form, inputs);
        _centers = form.Centers.ToDoubles();
        _labels = form.Labels?.ToInt64s();
        int count = form.Centers.Shape[0], dimension = form.Centers.Shape[1];
        if (count == 0)
        {
            return;
        }

        _distances = new CenterDistances(_centers, count, dimension, form.Centers.DType.IsSingle());
        double[] norms = [.. _distances.Norms];
        for (int j = 0; j < count && form.Search is CenterSearch.Fast or CenterSearch.FastDense && form.Labels is null; j++)
        {
            norms[j] = RowLength.Sequential(_centers.AsSpan(j * dimension, dimension));
        }

        _nearest = new NearestCenterKernel(_distances, norms, form.Search, clamps);
    }

    public override EstimatorForm Form => _form;

    public override Methods Methods =>
        Methods.Predict | (_form.GivesDistances ? Methods.Transform | Methods.GetFeatureNamesOut : Methods.None);

    public override int? FeatureCount => _form.Centers.Shape[1];

    public override InputContract Inputs(Methods method) => _inputs;

    public override IReadOnlyList<string> FeatureNamesOut(IReadOnlyList<string>? names) =>
        TransformedNames.Numbered(ClassName.ToLowerInvariant(), _form.Centers.Shape[0]);

    private protected override RowKernel? KernelCore(Methods method) => method switch
    {
        Methods.Transform when _form.GivesDistances => _distances?.Kernel,
        Methods.Predict when _labels is null => _nearest,
        _ => null,
    };

    private protected override Answer Run(Methods method, Features x, CallOptions options)
    {
        if (method != Methods.Predict)
        {
            return base.Run(method, x, options);
        }

        if (_nearest is null)
        {
            AnswerNotes.Add($"{ClassName} found no centers, because its training did not converge: it labels every row -1, as Python does");
            return NDArray.Of([.. Enumerable.Repeat(-1L, x.RowCount)]);
        }

        double[] nearest = x is SparseMatrix sparse ? _nearest.RunAll(sparse.Csr, _centers) : _nearest.RunAllCore(x.ToMatrix());
        return NDArray.Of(Array.ConvertAll(nearest, index => _labels is null ? (long)index : _labels[(int)index]));
    }

    private protected override Features TransformCore(Features x) =>
        _form.GivesDistances && _distances is not null ? _distances.Of(x) : base.TransformCore(x);
}
