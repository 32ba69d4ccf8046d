using Brine.Arrays;

namespace Brine.Models;

/// <summary>
/// OneHotEncoder up to 0.21 in its first form: categories are the ints from 0 to <c>n_values_</c>, of which <c>active_features_</c> were
/// seen; columns that are not categorical stand behind the others, as <c>_transform_selected</c> puts them.
/// </summary>
internal sealed class IntegerOneHotEncoder : Estimator
{
    private const int Nowhere = -1;

    private readonly IntegerOneHotForm _form;
    private readonly int[] _selected;
    private readonly int[] _counts;
    private readonly int[] _starts;
    private readonly Dictionary<int, int>? _active;
    private readonly int _width;

    internal IntegerOneHotEncoder(EstimatorInfo info, IntegerOneHotForm form)
        : base(info)
    {
        _form = form;
        _selected = [.. form.Columns];
        _counts = [.. form.CategoryCounts];
        _starts = new int[_counts.Length + 1];
        for (int i = 0; i < _counts.Length; i++)
        {
            _starts[i + 1] = _starts[i] + _counts[i];
        }

        _width = form.ActiveCategories?.Count ?? _starts[^1];
        if (form.ActiveCategories is { } active)
        {
            _active = new Dictionary<int, int>(active.Count);
            for (int i = 0; i < active.Count; i++)
            {
                _active[active[i]] = i;
            }
        }
    }

    public override EstimatorForm Form => _form;

    public override Methods Methods => Methods.Transform;

    /// <summary>Null where only some columns are categorical: the file does not say how many the others are.</summary>
    public override int? FeatureCount => _form.TakesAll ? _selected.Length : null;

    public override InputContract Inputs(Methods method) => new() { TakesNegative = false };

    private protected override Features TransformCore(Features x)
    {
        Matrix matrix = x.ToMatrix();
        int needed = _selected.Length == 0 ? 0 : _selected.Max() + 1;
        if (matrix.ColumnCount < needed)
        {
            throw new ModelInputException("InputFeatures",
                $"the data has {matrix.ColumnCount} columns and {ClassName} needs at least {needed}");
        }

        int[] others = [.. Enumerable.Range(0, matrix.ColumnCount).Except(_selected)];
        var starts = new int[matrix.RowCount + 1];
        var columns = new List<int>();
        var data = new List<double>();
        for (int row = 0; row < matrix.RowCount; row++)
        {
            ReadOnlySpan<double> values = matrix.Row(row);
            for (int i = 0; i < _selected.Length; i++)
            {
                int target = TargetOf(i, values[_selected[i]], row);
                if (target >= 0)
                {
                    columns.Add(target);
                    data.Add(1);
                }
            }

            for (int i = 0; i < others.Length; i++)
            {
                if (values[others[i]] != 0)
                {
                    columns.Add(_width + i);
                    data.Add(values[others[i]]);
                }
            }

            starts[row + 1] = columns.Count;
        }

        var sparse = new SparseMatrix(new CsrMatrix(matrix.RowCount, _width + others.Length, starts, [.. columns], [.. data], _form.DType));
        return _form.IsSparse ? sparse : sparse.ToMatrix();
    }

    private int TargetOf(int feature, double value, int row)
    {
        double whole = Math.Truncate(value);
        if (!(whole >= 0))
        {
            throw new ModelInputException("InputCategory",
                $"column {_selected[feature]} holds {value} in row {RowNumbers.Of(row)}; {ClassName} takes ints from 0");
        }

        if (whole >= _counts[feature])
        {
            return !_form.RefusesUnknown ? Nowhere
                : throw new ModelInputException("InputCategory",
                    $"column {_selected[feature]} holds {value} in row {RowNumbers.Of(row)}, and {ClassName} has seen 0 to "
                        + $"{_counts[feature] - 1}");
        }

        int target = _starts[feature] + (int)whole;
        return _active is null ? target : _active.GetValueOrDefault(target, Nowhere);
    }
}
