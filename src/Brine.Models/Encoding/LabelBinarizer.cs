using Brine.Arrays;

namespace Brine.Models;

/// <summary>
/// LabelBinarizer: a column of <c>pos_label</c> and <c>neg_label</c> for each class, as <c>label_binarize</c> makes them. Where it knows
/// two classes, it is one column as long as it is asked about two different labels, and two for more; where it knows one, the column is
/// empty up to two labels.
/// </summary>
internal sealed partial class LabelBinarizer : Estimator
{
    private readonly LabelValues _classes;
    private readonly int _negative;
    private readonly int _positive;
    private readonly bool _isSparse;
    private readonly bool _wasSparse;
    private readonly TargetType _type;

    internal LabelBinarizer(EstimatorInfo info, LabelBinarizerForm form)
        : base(info)
    {
        Form = form;
        _classes = new LabelValues(form.Classes, info.ClassName);
        _negative = form.NegativeLabel;
        _positive = form.PositiveLabel;
        _isSparse = form.IsSparse;
        _wasSparse = form.WasSparse;
        _type = form.TargetType;
    }

    public override EstimatorForm Form { get; }

    public override Methods Methods => Methods.Transform | Methods.InverseTransform;

    public override IReadOnlyList<ColumnKind>? InputKinds => [_classes.Kind];

    /// <summary>Null: labels stand in one column, or in one for each class.</summary>
    public override int? FeatureCount => null;

    public override InputContract Inputs(Methods method) => method == Methods.InverseTransform
        ? new() { TakesMissing = true, TakesInfinity = true, TakesSparse = true, TakesEmpty = true,
            TakesVector = _type == TargetType.Binary }
        : new() { Kind = InputKind.Labels, TakesSparse = _type == TargetType.Multilabel, TakesVector = true };

    private protected override Answer Run(Methods method, Features x, CallOptions options) => method switch
    {
        Methods.InverseTransform => InverseTransform(x),
        _ => base.Run(method, x, options),
    };

    private protected override Features TransformCore(Features x)
    {
        TargetType type = TargetTypes.Of(x, ClassName);
        if (type == TargetType.Multilabel)
        {
            return _type == TargetType.Multilabel && x.ColumnCount == _classes.Count ? Mark(x)
                : throw new ModelInputException("InputFeatures",
                    $"the labels stand in {x.ColumnCount} columns and {ClassName} was trained on "
                        + $"{(_type == TargetType.Multilabel ? $"{_classes.Count}" : "one")}");
        }

        int count = _classes.Count;
        int[] columns = _classes.Encode(x, refuseUnknown: false);
        if (type == TargetType.Binary && count == 1)
        {
            Array.Fill(columns, CategoryColumn.Unknown);
        }
        else if (type == TargetType.Binary && count == 2)
        {
            // The second of the two columns is left.
            count = 1;
            columns = Array.ConvertAll(columns, column => column == 1 ? 0 : CategoryColumn.Unknown);
        }

        return Place(columns, count);
    }

    /// <summary>A positive label in one column of each row, or in none.</summary>
    private Features Place(int[] columns, int width)
    {
        if (_isSparse)
        {
            var starts = new int[columns.Length + 1];
            for (int row = 0; row < columns.Length; row++)
            {
                starts[row + 1] = starts[row] + (columns[row] >= 0 ? 1 : 0);
            }

            int[] placed = Array.FindAll(columns, column => column >= 0);
            var data = new double[placed.Length];
            Array.Fill(data, _positive);
            return new SparseMatrix(new CsrMatrix(columns.Length, width, starts, placed, data, DType.Int64));
        }

        var values = new double[checked(columns.Length * width)];
        Array.Fill(values, _negative);
        for (int row = 0; row < columns.Length; row++)
        {
            if (columns[row] >= 0)
            {
                values[(row * width) + columns[row]] = _positive;
            }
        }

        return new Matrix(columns.Length, width, values, DType.Int64);
    }

    /// <summary>Labels that stand in columns already: what is not zero becomes the positive label, but stays what it is where that is
    /// 1.</summary>
    private Features Mark(Features x)
    {
        int positive = _positive == 0 ? -_negative : _positive;
        if (_isSparse)
        {
            CsrMatrix csr = (x as SparseMatrix)?.Csr ?? FeatureStack.Sparse([x], x.RowCount).Csr;
            double[] data = positive == 1 ? csr.Data : [.. Enumerable.Repeat((double)positive, csr.Data.Length)];
            return new SparseMatrix(new CsrMatrix(csr.RowCount, csr.ColumnCount, csr.Starts, csr.Columns, data, DType.Int64));
        }

        double[] values = Array.ConvertAll(x.ToMatrix().Values, value => value == 0 ? _negative : positive == 1 ? value : positive);
        return new Matrix(x.RowCount, x.ColumnCount,
            _positive == 0 ? Array.ConvertAll(values, value => value == positive ? 0 : value) : values, DType.Int64);
    }
}
