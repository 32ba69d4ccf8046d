using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>sklearn2pmml's domains, which look at the values of columns and replace some (<c>Domain.transform</c>).</summary>
internal sealed class Domain : Estimator
{
    private static readonly InputContract Contract = new()
    {
        Kind = InputKind.Columns, TakesMissing = true, TakesInfinity = true, TakesVector = true, TakesEmpty = true,
    };

    private readonly DomainForm _form;
    private readonly CellSet? _missing;
    private readonly bool _takesGapForMissing;
    private readonly CellSet[]? _values;

    internal Domain(EstimatorInfo info, DomainForm form)
        : base(info)
    {
        _form = form;
        _missing = form.MissingValues.Count == 0 ? null : new CellSet(form.MissingValues);
        _takesGapForMissing = _missing is null || form.MissingValues.Any(PandasMissing.Is);
        _values = form.Values is null ? null : [.. form.Values.Select(values => new CellSet(values))];
    }

    public override EstimatorForm Form => _form;

    public override Methods Methods => Methods.Transform | Methods.GetFeatureNamesOut;

    public override int? FeatureCount => base.FeatureCount ?? _form.Least?.Count ?? _form.Values?.Count;

    public override IReadOnlyList<ColumnKind>? InputKinds => _form.Values is null ? null
        : [.. _form.Values.Select(values => ColumnKind.OfCategories(NDArray.OfObjects([values.Count], [.. values])))];

    internal override bool KeepsColumns => true;

    public override InputContract Inputs(Methods method) => Contract;

    public override IReadOnlyList<string> FeatureNamesOut(IReadOnlyList<string>? names) =>
        FeatureNamesIn ?? names ?? InputNames.Numbered(FeatureCount) ?? throw Unsupported(Methods.GetFeatureNamesOut);

    /// <summary>Numbers alone have a form for one row.</summary>
    private protected override RowKernel? KernelCore(Methods method) =>
        method == Methods.Transform && _values is null && FeatureCount is { } count && _form.MissingReplacement is not { Kind: PyKind.Str }
            ? new DomainKernel(this, count) : null;

    private protected override Features TransformCore(Features x)
    {
        if (x is Matrix matrix && _values is null)
        {
            var numbers = new double[matrix.Values.Length];
            for (int i = 0; i < numbers.Length; i++)
            {
                numbers[i] = Of(matrix.Values[i], i % matrix.ColumnCount, i / matrix.ColumnCount);
                if (double.IsNaN(numbers[i]) && matrix.DType.Kind is 'i' or 'u')
                {
                    throw new ModelInputException("InputKind",
                        $"{ClassName} puts NaN into row {RowNumbers.Of(i / matrix.ColumnCount)}, and the data is of ints: convert it to "
                            + "floats");
                }
            }

            return new Matrix(matrix.RowCount, matrix.ColumnCount, numbers, matrix.DType) { Names = matrix.Names, IsVector = x.IsVector };
        }

        return new Table([.. FeatureStack.Columns(x).Select(ColumnOf)], x.RowCount) { IsVector = x.IsVector };
    }

    /// <summary>What becomes of a number.</summary>
    internal double Of(double value, int column, int? row)
    {
        if ((double.IsNaN(value) && _takesGapForMissing) || _missing?.Contains(value) == true)
        {
            return Missing(value, column, row);
        }

        if (_form.Least is { } least && !(value >= least[Math.Min(column, least.Count - 1)]
            && value <= _form.Most![Math.Min(column, _form.Most.Count - 1)]))
        {
            return Invalid(value, column, row);
        }

        return value < _form.Low ? (_form.OutliersAreMissing ? Missing(MissingNumber, column, row) : _form.Low.Value)
            : value > _form.High ? (_form.OutliersAreMissing ? Missing(MissingNumber, column, row) : _form.High.Value)
            : value;
    }

    private double MissingNumber => _form.MissingValues.Count > 0 ? Number(_form.MissingValues[0]) : double.NaN;

    private double Missing(double value, int column, int? row) => _form.RefusesMissing
        ? throw new ModelInputException("InputMissing",
            $"a value is missing in {Place(column, row)}, and {ClassName} takes no missing values: fill it in, or leave the row out")
        : _form.MissingReplacement is { } replacement ? Number(replacement) : value;

    private double Invalid(double value, int column, int? row) => _form.Invalid switch
    {
        DomainTreatment.Refused => throw Refusal(value, column, row),
        DomainTreatment.Missing => Missing(MissingNumber, column, row),
        DomainTreatment.Replaced => Number(_form.InvalidReplacement),
        _ => value,
    };

    private ModelInputException Refusal(PyValue value, int column, int? row) =>
        new(_values is null ? "InputRange" : "InputCategory",
            $"the value {ColumnCells.Show(value)} in {Place(column, row)} is none that {ClassName} had in training");

    private static string Place(int column, int? row) =>
        row is null ? $"column {column}" : $"row {RowNumbers.Of(row.Value)}, column {column}";

    private double Number(PyValue value) => value.TryGetDouble(out double number) ? number
        : value.IsNone ? double.NaN
        : throw new ModelInputException("InputKind", $"{ClassName} puts {ColumnCells.Show(value)} into a column of numbers");

    private Column ColumnOf(Column column, int place)
    {
        if (_values is null)
        {
            double[] numbers = column.Numbers ?? new Table(column).ToMatrix().Values;
            numbers = [.. numbers.Select((value, row) => Of(value, place, row))];
            return Column.OfNumbers(column.Name, numbers,
                column.DType.Kind == 'f' || Array.Exists(numbers, value => !double.IsInteger(value)) || column.Numbers is null
                    ? DType.Float64 : column.DType);
        }

        var cells = new PyValue[column.Length];
        bool isChanged = false;
        for (int row = 0; row < cells.Length; row++)
        {
            PyValue cell = column[row];
            cells[row] = (column.IsMissing(row) ? _takesGapForMissing : _missing?.Contains(column, row) == true)
                ? MissingCell(cell, place, row)
                : _values[place].Contains(column, row) ? cell
                : _form.Invalid switch
                {
                    DomainTreatment.Refused => throw Refusal(cell, place, row),
                    DomainTreatment.Missing => MissingCell(_form.MissingValues.Count > 0 ? _form.MissingValues[0] : default, place, row),
                    DomainTreatment.Replaced => _form.InvalidReplacement,
                    _ => cell,
                };
            isChanged |= !cells[row].Equals(cell);
        }

        return !isChanged ? column : column.IsObject ? Column.OfCells(column.Name, cells) : CellColumn.Of(column.Name, cells, default);
    }

    private PyValue MissingCell(PyValue cell, int column, int row) => _form.RefusesMissing
        ? throw new ModelInputException("InputMissing",
            $"a value is missing in {Place(column, row)}, and {ClassName} takes no missing values: fill it in, or leave the row out")
        : _form.MissingReplacement ?? cell;

    private sealed class DomainKernel(Domain domain, int count) : RowKernel
    {
        public override int InputCount => count;

        public override int OutputCount => count;

        internal override void RunCore(ReadOnlySpan<double> row, Span<double> output)
        {
            for (int i = 0; i < count; i++)
            {
                output[i] = domain.Of(row[i], i, null);
            }
        }
    }
}
