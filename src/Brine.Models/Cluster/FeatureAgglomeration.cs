using Brine.Arrays;

namespace Brine.Models;

/// <summary>FeatureAgglomeration: columns that are alike are pooled into one.</summary>
internal sealed class FeatureAgglomeration : Estimator
{
    private readonly PooledColumnsForm _form;
    private readonly int[] _labels;

    internal FeatureAgglomeration(EstimatorInfo info, PooledColumnsForm form)
        : base(info)
    {
        _form = form;
        _labels = [.. form.Labels];
    }

    public override EstimatorForm Form => _form;

    public override Methods Methods => Methods.Transform | Methods.InverseTransform | Methods.GetFeatureNamesOut;

    public override int? FeatureCount => _labels.Length;

    public override InputContract Inputs(Methods method) =>
        method == Methods.InverseTransform ? InputContract.Anything : InputContract.Finite;

    public override IReadOnlyList<string> FeatureNamesOut(IReadOnlyList<string>? names) =>
        TransformedNames.Numbered("featureagglomeration", _form.ClusterCount);

    private protected override RowKernel? KernelCore(Methods method) => method == Methods.Transform ? new PoolingKernel(_form) : null;

    private protected override Features TransformCore(Features x)
    {
        Matrix matrix = x.ToMatrix();
        DType dtype = _form.Pooling switch
        {
            PoolingKind.Mean => DType.Float64,
            PoolingKind.Largest or PoolingKind.Smallest => matrix.DType,
            PoolingKind.Sum when matrix.DType.Kind != 'f' => DType.Int64,
            _ => matrix.DType.Kind == 'f' ? matrix.DType : DType.Float64,
        };
        return new Matrix(matrix.RowCount, _form.ClusterCount, new PoolingKernel(_form, dtype).RunAllCore(matrix), dtype);
    }

    private protected override Answer Run(Methods method, Features x, CallOptions options)
    {
        if (method != Methods.InverseTransform)
        {
            return base.Run(method, x, options);
        }

        if (x.IsVector)
        {
            throw new ModelInputException("InputShape",
                $"the data has one dimension, and {ClassName}.inverse_transform takes rows and columns: reshape it, with reshape(1, "
                    + "-1) to one row");
        }

        if (x.ColumnCount < _form.ClusterCount)
        {
            throw new ModelInputException("InputFeatures",
                $"the data has {x.ColumnCount} columns and {ClassName}.inverse_transform takes the {_form.ClusterCount} clusters");
        }

        return Answer.Of(x.SelectColumns(_labels));
    }
}
