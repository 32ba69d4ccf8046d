using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>SimpleImputer, and the Imputer before it: a missing value becomes the statistic of its column.</summary>
internal sealed partial class SimpleImputer : Estimator
{
    private readonly MissingValue _missing;
    private readonly MissingIndicator? _indicator;
    private readonly SavedVersion _savedBy;
    private readonly bool _makesFloats;
    private readonly bool _fillsFloats;

    /// <summary>The statistics as Python has them, and as numbers, NaN where one is no number.</summary>
    private readonly PyValue[] _statistics;
    private readonly double[] _numbers;
    private readonly bool _isOfObjects;
    private readonly bool _statisticsAreValues;
    private readonly bool[] _isEmpty;
    private readonly int[] _kept;

    internal SimpleImputer(EstimatorReader reader)
        : base(reader)
    {
        bool isOld = reader.ClassName == "Imputer";
        if (isOld && reader.Int("axis", 0) != 0)
        {
            throw reader.Unsupported("axis=1");
        }

        _missing = new MissingValue(reader);
        _savedBy = reader.SavedBy;
        NDArray statistics = reader.Array("statistics_");
        _statistics = ReadStatistics(statistics, reader);
        _numbers = Array.ConvertAll(_statistics, value => value.TryGetDouble(out double number) ? number : double.NaN);
        _isEmpty = [.. _statistics.Select(ColumnCells.IsNaN)];
        _isOfObjects = reader.Has("_fit_dtype") ? DTypeReader.From(reader.Value("_fit_dtype")) is { Kind: 'O' } : statistics.DType.Kind == 'O' && _statistics.Any(value => value.AsString() is not null);

        string strategy = reader.Text("strategy") ?? "mean";
        _statisticsAreValues = strategy is "most_frequent" or "constant";

        // Versions that keep _fill_dtype do not put a constant of floats among ints.
        _fillsFloats = strategy == "constant" && DTypeReader.From(reader.ValueOrNone("_fill_dtype")) is { Kind: 'f' };
        _makesFloats = isOld || strategy is "mean" or "median";
        _kept = KeepsEmpty(reader, strategy) ? [.. Enumerable.Range(0, _numbers.Length)] : [.. Enumerable.Range(0, _numbers.Length).Where(column => !_isEmpty[column])];
        _indicator = reader.Has("indicator_") ? reader.Child("indicator_") as MissingIndicator ?? throw reader.Unsupported("an indicator_ of its own making") : null;
        if (_indicator is not null && _indicator.Columns.Any(column => column >= _numbers.Length))
        {
            throw new PickleFormatException("FormatModel", $"{ClassName} marks columns beyond the {_numbers.Length} that it knows: the model is corrupt");
        }

        Methods = Methods.Transform | (isOld ? Methods.None : Methods.GetFeatureNamesOut) | (_indicator is not null && !_missing.IsText ? Methods.InverseTransform : Methods.None);
    }

    public override Methods Methods { get; }

    public override int? FeatureCount => _numbers.Length;

    public override InputContract Inputs(Methods method) => method == Methods.InverseTransform
        ? new() { TakesMissing = true, TakesInfinity = true }
        : _missing.Inputs(ClassName) with { Kind = _makesFloats ? InputKind.Numbers : InputKind.Cells };

    private protected override RowKernel? KernelCore(Methods method) =>
        method == Methods.Transform && _missing.IsNumber && _kept.All(column => _statistics[column].TryGetDouble(out _))
            ? new ImputerKernel(_missing, _kept, _numbers, _indicator?.Columns ?? [])
            : null;

    public override IReadOnlyList<string> FeatureNamesOut(IReadOnlyList<string>? names)
    {
        names = FeatureNamesIn ?? names ?? InputNames.Numbered(FeatureCount)!;
        IEnumerable<string> kept = names.Where((_, column) => !_isEmpty[column]);
        return [.. _indicator is null ? kept : kept.Concat(_indicator.FeatureNamesOut(names))];
    }

    public override IReadOnlyList<ColumnKind>? InputKinds =>
        [.. _statistics.Select((statistic, column) => ColumnKind.OfMissing(_missing.Mark, _isOfObjects ? DType.Object : null, Examples(statistic)))];

    internal override bool KeepsColumns => _kept.Length == _numbers.Length;

    private protected override Answer Run(Methods method, Features x, CallOptions options) => method switch
    {
        Methods.InverseTransform => InverseTransform(x),
        _ => base.Run(method, x, options),
    };

    private protected override Features TransformCore(Features x)
    {
        if (_fillsFloats && x is Matrix { DType: { Kind: 'i' or 'u' } whole })
        {
            throw new ModelInputException("InputKind", $"the data is of {whole.Name}, and {ClassName} fills in floats: convert it, with astype(float)");
        }

        x = _isOfObjects ? x : NullableTables.Convert(x, _savedBy);
        bool asObjects = _isOfObjects || (!_makesFloats && x is Table { IsOfObjects: true });
        x = x is Table && !asObjects ? x.ToMatrix() : x;
        Features imputed = x switch
        {
            SparseMatrix sparse => Impute(sparse.Csr),
            Matrix matrix when !asObjects => Impute(matrix),
            _ => ImputeObjects(x),
        };
        if (_indicator is null)
        {
            return imputed;
        }

        Features marks = _indicator.Mask(x, _missing);
        return imputed is SparseMatrix ? FeatureStack.Sparse([imputed, marks], x.RowCount) : FeatureStack.Dense([imputed, marks], x.RowCount);
    }

    /// <summary>The values that a column of objects is known to have had: what is filled in, and a text that stands for missing ones.</summary>
    private List<PyValue> Examples(PyValue statistic)
    {
        var known = new List<PyValue>();
        if (_isOfObjects && _statisticsAreValues && !statistic.IsNone && !ColumnCells.IsNaN(statistic))
        {
            known.Add(statistic);
        }

        if (_missing.Text is { } text)
        {
            known.Add(text);
        }

        return known;
    }

    /// <summary>Columns that were empty in training were always dropped, save for constants, which drop them from 1.8 on.</summary>
    private static bool KeepsEmpty(EstimatorReader reader, string strategy) =>
        reader.Flag("keep_empty_features", fallback: false) || (strategy == "constant" && !reader.SavedBy.IsAtLeast(1, 8));

    private static PyValue[] ReadStatistics(NDArray statistics, EstimatorReader reader)
    {
        if (statistics.Rank != 1)
        {
            throw new PickleFormatException("FormatModel", $"statistics_ of {reader.ClassName} has {statistics.Rank} dimensions: the model is corrupt");
        }

        PyValue[] values = [.. statistics.Elements().Select(ColumnCells.Open)];
        int odd = Array.FindIndex(values, value => !value.IsNone && value.AsString() is null && !value.TryGetDouble(out _));
        return odd < 0 ? values : throw reader.Unsupported($"the statistic {values[odd]}");
    }
}
