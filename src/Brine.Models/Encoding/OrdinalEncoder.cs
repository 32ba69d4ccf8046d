using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>OrdinalEncoder: a number for each category, from 0 in their order.</summary>
internal sealed class OrdinalEncoder : Estimator
{
    private readonly OrdinalForm _form;
    private readonly CategoryColumns _categories;
    private readonly OrdinalColumn[] _columns;
    private readonly bool _refusesUnknown;
    private readonly double _unknownNumber;
    private readonly DType _dtype;
    private readonly InputContract _inputs;

    internal OrdinalEncoder(EstimatorInfo info, OrdinalForm form, InputContract inputs)
        : base(info)
    {
        _form = form;
        _inputs = inputs;
        _categories = new CategoryColumns(info, form.Features.Select(feature => feature.Categories), form.FindsNumbersAmongObjects);
        _columns = [.. form.Features.Select(feature => new OrdinalColumn(feature, form.MissingNumber))];
        _refusesUnknown = form.RefusesUnknown;
        _unknownNumber = form.UnknownNumber;
        _dtype = form.DType;
    }

    public override EstimatorForm Form => _form;

    /// <summary>The categories of each column.</summary>
    internal CategoryColumns Categories => _categories;

    /// <summary><c>handle_unknown='error'</c>.</summary>
    internal bool RefusesUnknown => _refusesUnknown;

    /// <summary>True where the output is numbers, and not Python's objects.</summary>
    internal bool GivesNumbers => _dtype.Kind != 'O';

    public override Methods Methods => Methods.Transform | Methods.InverseTransform | Methods.GetFeatureNamesOut;

    public override int? FeatureCount => _columns.Length;

    public override IReadOnlyList<ColumnKind>? InputKinds => _categories.Kinds();

    public override InputContract Inputs(Methods method) => method == Methods.InverseTransform ? new() { TakesMissing = true } : _inputs;

    private protected override RowKernel? KernelCore(Methods method) =>
        method == Methods.Transform && _categories.AreNumeric && _dtype.Kind != 'O' ? new OrdinalKernel(this) : null;

    public override IReadOnlyList<string> FeatureNamesOut(IReadOnlyList<string>? names) =>
        names ?? [.. _columns.Select((_, index) => $"x{index}")];

    private protected override Answer Run(Methods method, Features x, CallOptions options) => method switch
    {
        Methods.InverseTransform => InverseTransform(x),
        _ => base.Run(method, x, options),
    };

    private protected override Features TransformCore(Features x)
    {
        int[] codes = _categories.Encode(x, _refusesUnknown);
        if (_dtype.Kind == 'O')
        {
            return new Table([.. _columns.Select((_, column) => Objects(column, x.RowCount, codes))], x.RowCount);
        }

        var numbers = new double[codes.Length];
        for (int i = 0; i < codes.Length; i++)
        {
            numbers[i] = NumberOf(i % _columns.Length, codes[i]);
        }

        return new Matrix(x.RowCount, _columns.Length, numbers, _dtype);
    }

    private Answer InverseTransform(Features x)
    {
        Matrix matrix = x.ToMatrix();
        if (matrix.ColumnCount != _columns.Length)
        {
            throw new ModelInputException("InputFeatures",
                $"the data has {matrix.ColumnCount} columns and {ClassName} was trained on {_columns.Length}");
        }

        var codes = new int[matrix.Values.Length];
        for (int i = 0; i < codes.Length; i++)
        {
            double number = matrix.Values[i];
            if (!_refusesUnknown && number.Equals(_unknownNumber) && !number.Equals(_columns[i % _columns.Length].MissingNumber))
            {
                codes[i] = CategoryDecoder.None;
            }
            else if (!_columns[i % _columns.Length].TryCodeOf(number, out codes[i]) && (_refusesUnknown || !number.Equals(_unknownNumber)))
            {
                throw new ModelInputException("InputCategory",
                    $"column {i % _columns.Length} holds {number} in row {RowNumbers.Of(i / _columns.Length)}, which is the number of "
                        + "no category");
            }
        }

        return CategoryDecoder.Decode(_categories, codes, _form.Features.Any(feature => feature.HasInfrequent), hasGaps: !_refusesUnknown);
    }

    /// <summary>Ints of Python, but for what the parameters put in the place of gaps and of unknown categories.</summary>
    private Column Objects(int column, int rowCount, int[] codes)
    {
        var cells = new PyValue[rowCount];
        for (int row = 0; row < rowCount; row++)
        {
            int code = codes[(row * _columns.Length) + column];
            cells[row] = code < 0 ? _form.UnknownCell
                : _columns[column].IsMissing(code) ? _form.MissingCell : (long)_columns[column].NumberOf(code);
        }

        return Column.OfCells("", cells);
    }

    /// <summary>The number of a code; that of unknown categories where it is negative.</summary>
    internal double NumberOf(int column, int code) => code < 0 ? _unknownNumber : _columns[column].NumberOf(code);

    private sealed class OrdinalKernel(OrdinalEncoder encoder) : RowKernel
    {
        public override int InputCount => encoder._columns.Length;

        public override int OutputCount => encoder._columns.Length;

        internal override void RunCore(ReadOnlySpan<double> row, Span<double> output)
        {
            for (int c = 0; c < InputCount; c++)
            {
                int code = encoder._categories[c].CodeOf(row[c]);
                output[c] = code >= 0 || !encoder._refusesUnknown ? encoder.NumberOf(c, code)
                    : throw encoder._categories.Unknown(c, null, row[c], "");
            }
        }
    }
}
