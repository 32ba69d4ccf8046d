using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>
/// OneHotEncoder up to 0.21 in its first form: categories are the ints from 0 to <c>n_values_</c>, of which <c>active_features_</c> were
/// seen; columns that are not categorical stand behind the others, as <c>_transform_selected</c> puts them.
/// </summary>
internal sealed class LegacyOneHotEncoder : Estimator
{
    private const int Nowhere = -1;

    private readonly int[] _selected;
    private readonly bool _takesAll;
    private readonly int[] _starts;
    private readonly Dictionary<int, int>? _active;
    private readonly long[] _counts;
    private readonly int _width;
    private readonly bool _refusesUnknown;
    private readonly bool _isSparse;
    private readonly DType _dtype;

    internal LegacyOneHotEncoder(EstimatorReader reader)
        : base(reader)
    {
        _counts = Array(reader, "n_values_")!.ToInt64s();
        _starts = [.. Array(reader, "feature_indices_")!.ToInt64s().Select(value => value is >= 0 and < int.MaxValue ? (int)value : throw Bad())];
        if (_starts.Length != _counts.Length + 1 || _starts[0] != 0)
        {
            throw Bad();
        }

        for (int i = 0; i < _counts.Length; i++)
        {
            if (_counts[i] < 0 || _starts[i + 1] - (long)_starts[i] != _counts[i])
            {
                throw Bad();
            }
        }

        if (Array(reader, "active_features_", isOptional: true)?.ToInt64s() is { } active)
        {
            _active = new Dictionary<int, int>(active.Length);
            for (int i = 0; i < active.Length; i++)
            {
                _active[active[i] >= 0 && active[i] < _starts[^1] ? (int)active[i] : throw Bad()] = i;
            }

            _width = active.Length;
        }
        else
        {
            _width = _starts[^1];
        }

        (_selected, _takesAll) = Select(reader, _counts.Length);
        _refusesUnknown = (reader.Text("handle_unknown") ?? "error") == "error";
        _isSparse = reader.Flag("sparse", true);
        _dtype = DTypeParameter.ReadSparse(reader, DType.Float64);
    }

    public override Methods Methods => Methods.Transform;

    /// <summary>Null where only some columns are categorical: the file does not say how many the others are.</summary>
    public override int? FeatureCount => _takesAll ? _selected.Length : null;

    /// <summary>True for a file that the first form of the encoder saved.</summary>
    internal static bool IsLegacy(EstimatorReader reader) => reader.Flag("_legacy_mode", !reader.Has("categories_") && reader.Has("feature_indices_"));

    public override InputContract Inputs(Methods method) => new() { TakesNegative = false };

    private protected override Features TransformCore(Features x)
    {
        Matrix matrix = x.ToMatrix();
        int needed = _selected.Length == 0 ? 0 : _selected.Max() + 1;
        if (matrix.ColumnCount < needed)
        {
            throw new ModelInputException("InputFeatures", $"the data has {matrix.ColumnCount} columns and {ClassName} needs at least {needed}");
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

        var sparse = new SparseMatrix(new CsrMatrix(matrix.RowCount, _width + others.Length, starts, [.. columns], [.. data], _dtype));
        return _isSparse ? sparse : sparse.ToMatrix();
    }

    private int TargetOf(int feature, double value, int row)
    {
        double whole = Math.Truncate(value);
        if (!(whole >= 0))
        {
            throw new ModelInputException("InputCategory", $"column {_selected[feature]} holds {value} in row {row}; {ClassName} takes ints from 0");
        }

        if (whole >= _counts[feature])
        {
            return !_refusesUnknown ? Nowhere
                : throw new ModelInputException("InputCategory", $"column {_selected[feature]} holds {value} in row {row}, and {ClassName} has seen 0 to {_counts[feature] - 1}");
        }

        int target = _starts[feature] + (int)whole;
        return _active is null ? target : _active.GetValueOrDefault(target, Nowhere);
    }

    private static (int[] Selected, bool TakesAll) Select(EstimatorReader reader, int count)
    {
        PyValue value = reader.Has("_categorical_features") ? reader.ValueOrNone("_categorical_features") : reader.ValueOrNone("categorical_features");
        if (value.IsNone || value.AsString() == "all")
        {
            return ([.. Enumerable.Range(0, count)], true);
        }

        NDArray chosen = EstimatorReader.ArrayOf(value) ?? throw reader.Unsupported($"categorical_features={value}");
        bool isMask = chosen.DType.Kind == 'b' || (chosen.Objects?.All(item => item.Kind == PyKind.Bool) ?? false);
        long[] numbers = chosen.ToInt64s();
        int[] selected = isMask
            ? [.. Enumerable.Range(0, numbers.Length).Where(i => numbers[i] != 0)]
            : [.. numbers.Select(number => number is >= 0 and < int.MaxValue ? (int)number : throw Bad()).Order().Distinct()];
        return selected.Length == count ? (selected, false) : throw Bad();
    }

    private static NDArray? Array(EstimatorReader reader, string name, bool isOptional = false) =>
        reader.TryArray("_" + name, out NDArray? array) || reader.TryArray(name, out array) ? array : isOptional ? null : throw reader.Missing(name);

    private static PickleFormatException Bad() => new("FormatShape", "the columns of a OneHotEncoder do not fit its categories; the file is corrupt");
}
