using Brine.Arrays;

namespace Brine.Models;

/// <summary>LabelEncoder: the place of each label among the classes.</summary>
internal sealed class LabelEncoder : Estimator
{
    private readonly LabelValues _classes;
    private readonly bool _casts;

    internal LabelEncoder(EstimatorInfo info, LabelForm form)
        : base(info)
    {
        Form = form;
        _classes = new LabelValues(form.Classes, info.ClassName);
        _casts = form.CastsLabels;
    }

    public override EstimatorForm Form { get; }

    public override Methods Methods => Methods.Transform | Methods.InverseTransform;

    public override IReadOnlyList<ColumnKind>? InputKinds => [_classes.Kind];

    public override int? FeatureCount => null;

    public override InputContract Inputs(Methods method) =>
        new() { Kind = InputKind.Labels, TakesMissing = true, TakesInfinity = true, TakesVector = true, TakesEmpty = true };

    private protected override Answer Run(Methods method, Features x, CallOptions options) => method switch
    {
        Methods.Transform => TransformAnswer(x),
        Methods.InverseTransform => InverseTransform(x),
        _ => base.Run(method, x, options),
    };

    /// <summary>No labels at all are float64, as Python's <c>np.array([])</c>.</summary>
    private Answer TransformAnswer(Features x) =>
        x.RowCount == 0 ? NDArray.Of(Array.Empty<double>())
            : NDArray.Of(Array.ConvertAll(_classes.Encode(x, refuseUnknown: true, _casts), code => (long)code));

    private protected override Features TransformCore(Features x) =>
        new Matrix(x.RowCount, 1, Array.ConvertAll(_classes.Encode(x, refuseUnknown: true, _casts), code => (double)code), DType.Int64);

    private Answer InverseTransform(Features x)
    {
        Matrix codes = x.ToMatrix();
        if (codes.ColumnCount != 1)
        {
            throw new ModelInputException("InputFeatures",
                $"the data has {codes.ColumnCount} columns and {ClassName} takes one, the codes");
        }

        var indices = new int[codes.RowCount];
        for (int row = 0; row < indices.Length; row++)
        {
            double code = codes.Values[row];
            indices[row] = double.IsInteger(code) && code >= 0 && code < _classes.Count ? (int)code
                : throw new ModelInputException("InputCategory",
                    $"{code} in row {RowNumbers.Of(row)} is the code of no label; {ClassName} knows {_classes.Count}");
        }

        return indices.Length == 0 || codes.DType.Kind is 'i' or 'u' ? _classes.Labels.Take(indices)
            : throw new ModelInputException("InputKind",
                $"the codes are of {codes.DType.Name}, and {ClassName} takes ints: convert them, with astype(int)");
    }
}
