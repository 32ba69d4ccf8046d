using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>SimpleImputer, and the Imputer before it: a missing value becomes the statistic of its column.</summary>
internal sealed partial class SimpleImputer : Estimator
{
    private readonly ImputerForm _form;
    private readonly MissingValue _missing;
    private readonly MissingIndicator? _indicator;
    private readonly InputContract _inputs;

    /// <summary>The statistics as Python has them, and as numbers, NaN where one is no number.</summary>
    private readonly PyValue[] _statistics;
    private readonly double[] _numbers;
    private readonly int[] _kept;

    internal SimpleImputer(EstimatorInfo info, ImputerForm form, InputContract inputs)
        : base(info)
    {
        _form = form;
        _missing = form.Missing;
        _inputs = inputs;
        _indicator = (MissingIndicator?)form.Indicator;
        _statistics = [.. form.Statistics];
        _numbers = Array.ConvertAll(_statistics, value => value.TryGetDouble(out double number) ? number : double.NaN);
        _kept = [.. form.KeptColumns];
        Methods = Methods.Transform | (form.NamesColumns ? Methods.GetFeatureNamesOut : Methods.None)
            | (_indicator is not null && !_missing.IsText ? Methods.InverseTransform : Methods.None);
    }

    public override EstimatorForm Form => _form;

    /// <summary>What counts as missing.</summary>
    internal MissingValue Missing => _missing;

    /// <summary>True where every column stays at its place, and no indicator stands beside them.</summary>
    internal bool FillsAlone => _indicator is null && KeepsColumns;

    /// <summary>What is filled in in a column.</summary>
    internal PyValue StatisticOf(int column) => _statistics[column];

    public override Methods Methods { get; }

    public override int? FeatureCount => _numbers.Length;

    public override InputContract Inputs(Methods method) => method == Methods.InverseTransform
        ? new() { TakesMissing = true, TakesInfinity = true }
        : _inputs;

    private protected override RowKernel? KernelCore(Methods method) =>
        method == Methods.Transform && _missing.IsNumber && _kept.All(column => _statistics[column].TryGetDouble(out _))
            ? new ImputerKernel(_missing, _kept, _numbers, _indicator?.Columns ?? [])
            : null;

    public override IReadOnlyList<string> FeatureNamesOut(IReadOnlyList<string>? names)
    {
        names = FeatureNamesIn ?? names ?? InputNames.Numbered(FeatureCount)!;
        IEnumerable<string> kept = names.Where((_, column) => !ColumnCells.IsNaN(_statistics[column]));
        return [.. _indicator is null ? kept : kept.Concat(_indicator.FeatureNamesOut(names))];
    }

    public override IReadOnlyList<ColumnKind>? InputKinds =>
        [.. _statistics.Select(
            (statistic, column) => ColumnKind.OfMissing(_missing.Mark, _form.IsOfObjects ? DType.Object : null, Examples(statistic)))];

    internal override bool KeepsColumns => _kept.Length == _numbers.Length;

    private protected override Answer Run(Methods method, Features x, CallOptions options) => method switch
    {
        Methods.InverseTransform => InverseTransform(x),
        _ => base.Run(method, x, options),
    };

    private protected override Features TransformCore(Features x)
    {
        x = _form.IsOfObjects ? x : NullableTables.Convert(this, x, _form.MixesObjects);
        bool asObjects = _form.IsOfObjects || (!_form.MakesFloats && x is Table mixed && InputCheck.MakesObjects(this, mixed));
        x = x is Table table && !asObjects ? AsNumbers(table) : x;
        if (_form.FillsFloats && x is Matrix { DType: { Kind: 'i' or 'u' } whole })
        {
            throw new ModelInputException("InputKind",
                $"the data is of {whole.Name}, and {ClassName} fills in floats: convert it, with astype(float)");
        }

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
        return imputed is SparseMatrix ? FeatureStack.Sparse([imputed, marks], x.RowCount)
            : FeatureStack.Dense([imputed, marks], x.RowCount);
    }

    private Matrix AsNumbers(Table table)
    {
        Matrix matrix = table.ToMatrix();
        if (_form.MakesFloats)
        {
            return matrix;
        }

        // Where no floats are asked for, bools beside ints are ints.
        InputCheck.Require(this, _inputs, matrix.Values, matrix.ColumnCount, 0, table.ColumnNames);
        return new Matrix(matrix.RowCount, matrix.ColumnCount, matrix.Values,
            ColumnNumbers.CommonType(table.Columns.Select(column => column.DType))) { Names = matrix.Names };
    }

    /// <summary>The values that a column of objects is known to have had: what is filled in, and a text that stands for missing
    /// ones.</summary>
    private List<PyValue> Examples(PyValue statistic)
    {
        var known = new List<PyValue>();
        if (_form.IsOfObjects && _form.StatisticsAreValues && !statistic.IsNone && !ColumnCells.IsNaN(statistic))
        {
            known.Add(statistic);
        }

        if (_missing.Text is { } text)
        {
            known.Add(text);
        }

        return known;
    }
}
