using Brine.Arrays;

namespace Brine.Models;

/// <summary>LabelBinarizer: a column of <c>pos_label</c> and <c>neg_label</c> for each class, one column where there are two classes.</summary>
internal sealed class LabelBinarizer : Estimator
{
    private readonly LabelValues _classes;
    private readonly int _negative;
    private readonly int _positive;
    private readonly bool _isSparse;
    private readonly bool _isIndicator;
    private readonly bool _isMulticlass;

    internal LabelBinarizer(EstimatorReader reader)
        : base(reader)
    {
        _classes = new LabelValues(reader);
        _negative = reader.Int("neg_label", 0);
        _positive = reader.Int("pos_label", 1);
        _isSparse = reader.Flag("sparse_output", false);
        string type = reader.Text("y_type_") ?? (_classes.Count > 2 ? "multiclass" : "binary");
        _isMulticlass = type == "multiclass";
        _isIndicator = type == "multilabel-indicator";
        if (_classes.Count == 0)
        {
            throw reader.Unsupported("no classes");
        }
    }

    public override Methods Methods => Methods.Transform | Methods.InverseTransform;

    public override IReadOnlyList<ColumnKind>? InputKinds => [_classes.Kind];

    public override int? FeatureCount => _isIndicator ? _classes.Count : null;

    private int Width => _classes.Count > 2 || _isIndicator ? _classes.Count : 1;

    public override InputContract Inputs(Methods method) => method == Methods.InverseTransform
        ? new() { TakesMissing = true, TakesInfinity = true, TakesSparse = true, TakesEmpty = true }
        : new() { Kind = InputKind.Labels, TakesSparse = _isIndicator, TakesVector = true };

    private protected override Features TransformCore(Features x)
    {
        var values = new double[checked(x.RowCount * Width)];
        if (_isIndicator)
        {
            double[] given = x.ToMatrix().Values;
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = given[i] != 0 ? _positive : _negative;
            }
        }
        else
        {
            Array.Fill(values, _negative);
            int[] codes = _classes.Encode(x, refuseUnknown: false);
            for (int row = 0; row < codes.Length; row++)
            {
                int column = Width > 1 ? codes[row] : codes[row] - 1;
                if (column >= 0)
                {
                    values[(row * Width) + column] = _positive;
                }
            }
        }

        var dense = new Matrix(x.RowCount, Width, values, DType.Int64);
        return _isSparse ? new SparseMatrix(ToSparse(dense)) : dense;
    }

    private protected override Answer InverseTransform(Features x)
    {
        Matrix scores = x.ToMatrix();
        int width = scores.ColumnCount;
        double threshold = (_positive + _negative) / 2.0;
        if (_isIndicator)
        {
            return NDArray.Of(Array.ConvertAll(scores.Values, value => value > threshold ? 1L : 0), scores.RowCount, width);
        }

        if (width == 0 || width > Math.Max(2, _classes.Count) || (!_isMulticlass && width > 2))
        {
            throw new ModelInputException("InputFeatures", $"the data has {width} columns and {ClassName} gave {Width}");
        }

        var indices = new int[scores.RowCount];
        for (int row = 0; row < indices.Length; row++)
        {
            ReadOnlySpan<double> values = scores.Row(row);
            int index = _isMulticlass ? Labels.LargestIndex(values) : values[^1] > threshold ? 1 : 0;
            indices[row] = Math.Min(index, _classes.Count - 1);
        }

        return _classes.Labels.Take(indices);
    }

    private static CsrMatrix ToSparse(Matrix dense)
    {
        var starts = new int[dense.RowCount + 1];
        var columns = new List<int>();
        var data = new List<double>();
        for (int row = 0; row < dense.RowCount; row++)
        {
            ReadOnlySpan<double> values = dense.Row(row);
            for (int column = 0; column < values.Length; column++)
            {
                if (values[column] != 0)
                {
                    columns.Add(column);
                    data.Add(values[column]);
                }
            }

            starts[row + 1] = columns.Count;
        }

        return new CsrMatrix(dense.RowCount, dense.ColumnCount, starts, [.. columns], [.. data], dense.DType);
    }
}
