using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>SimpleImputer, and the Imputer before it: a missing value becomes the statistic of its column.</summary>
internal sealed partial class SimpleImputer : Estimator
{
    private readonly MissingValue _missing;
    private readonly MissingIndicator? _indicator;
    private readonly bool _makesFloats;

    /// <summary>The statistics as numbers and as texts; exactly one of the two is there for each column that is kept.</summary>
    private readonly double[] _numbers;
    private readonly string?[] _texts;
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
        NDArray statistics = reader.Array("statistics_");
        (_numbers, _texts) = ReadStatistics(statistics, reader);
        _isEmpty = [.. _numbers.Select((number, column) => double.IsNaN(number) && _texts[column] is null)];

        string strategy = reader.Text("strategy") ?? "mean";
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

    public override RowKernel? Kernel(Methods method) =>
        method == Methods.Transform && _kept.All(column => _texts[column] is null)
            ? new ImputerKernel(_missing, _kept, _numbers, _indicator?.Columns ?? [])
            : null;

    public override IReadOnlyList<string> FeatureNamesOut(IReadOnlyList<string>? names)
    {
        names = FeatureNamesIn ?? names ?? InputNames.Numbered(FeatureCount)!;
        IEnumerable<string> kept = names.Where((_, column) => !_isEmpty[column]);
        return [.. _indicator is null ? kept : kept.Concat(_indicator.FeatureNamesOut(names))];
    }

    private protected override Features TransformCore(Features x)
    {
        bool needsTable = _kept.Any(column => _texts[column] is not null) || (!_makesFloats && x is Table table && table.Columns.Any(column => column.IsText));
        x = x is Table && !needsTable ? x.ToMatrix() : x;
        Features imputed = x switch
        {
            SparseMatrix sparse => Impute(sparse.Csr),
            Matrix matrix when !needsTable => Impute(matrix),
            _ => ImputeColumns(x),
        };
        if (_indicator is null)
        {
            return imputed;
        }

        Features marks = _indicator.Mask(x, _missing);
        return imputed is SparseMatrix ? FeatureStack.Sparse([imputed, marks], x.RowCount) : FeatureStack.Dense([imputed, marks], x.RowCount);
    }

    /// <summary>Columns that were empty in training were always dropped, save for constants, which drop them from 1.8 on.</summary>
    private static bool KeepsEmpty(EstimatorReader reader, string strategy) =>
        reader.Flag("keep_empty_features", fallback: false) || (strategy == "constant" && !reader.SavedBy.IsAtLeast(1, 8));

    private static (double[] Numbers, string?[] Texts) ReadStatistics(NDArray statistics, EstimatorReader reader)
    {
        if (statistics.Rank != 1)
        {
            throw new PickleFormatException("FormatModel", $"statistics_ of {reader.ClassName} has {statistics.Rank} dimensions: the model is corrupt");
        }

        var numbers = new double[statistics.Length];
        var texts = new string?[statistics.Length];
        for (int column = 0; column < numbers.Length; column++)
        {
            PyValue value = statistics[column];
            value = NDArray.From(value) is { IsScalar: true } scalar ? scalar[0] : value;
            texts[column] = value.AsString();
            numbers[column] = texts[column] is not null || value.IsNone ? double.NaN
                : value.TryGetDouble(out double number) ? number
                : throw reader.Unsupported($"the statistic {value}");
        }

        return (numbers, texts);
    }
}
