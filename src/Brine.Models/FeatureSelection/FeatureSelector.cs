using Brine.Arrays;

namespace Brine.Models;

/// <summary>All selectors of features, by a mask (<c>SelectorMixin</c>); RFE and RFECV hand the kept columns to the model that they
/// hold.</summary>
internal sealed class FeatureSelector : Estimator
{
    private const Methods Delegated = Methods.Probabilities | Methods.DecisionFunction;

    private static readonly InputContract BackInputs = new() { Kind = InputKind.Values, TakesSparse = true, TakesAnySparse = true };

    private readonly SelectionForm _form;
    private readonly InputContract _inputs;
    private readonly int[] _kept;

    internal FeatureSelector(EstimatorInfo info, SelectionForm form, InputContract inputs)
        : base(info)
    {
        _form = form;
        _inputs = inputs;
        _kept = [.. Enumerable.Range(0, form.Support.Count).Where(column => form.Support[column])];
        Methods = Methods.Transform | Methods.InverseTransform | Methods.GetFeatureNamesOut
            | (form.Inner is { } inner ? inner.Methods & Delegated : Methods.None);
    }

    public override EstimatorForm Form => _form;

    public override Methods Methods { get; }

    public override int? FeatureCount => _form.Support.Count;

    public override Labels? Classes => _form.Inner?.Classes;

    public override InputContract Inputs(Methods method) => method == Methods.InverseTransform ? BackInputs : _inputs;

    public override IReadOnlyList<string> FeatureNamesOut(IReadOnlyList<string>? names)
    {
        names = FeatureNamesIn ?? names ?? InputNames.Numbered(FeatureCount)!;
        return [.. _kept.Select(column => names[column])];
    }

    /// <summary>numpy compares each object with itself to find NaN, and pandas.NA answers with itself.</summary>
    private protected override Features Admit(Methods method, Features x)
    {
        x = base.Admit(method, x);
        if (x is Table table && method != Methods.GetFeatureNamesOut && !Inputs(method).TakesMissing)
        {
            foreach (Column column in table.Columns.Where(column => column.IsObject))
            {
                int row = Array.FindIndex(column.ToCells(), PandasMissing.IsNA);
                if (row >= 0)
                {
                    throw new ModelInputException("InputMissing",
                        $"column {ColumnNumbers.NameOf(column, table.Columns.ToList().IndexOf(column))} holds pandas.NA in row "
                            + $"{RowNumbers.Of(row)}, and {ClassName} takes no missing values: fill it in, or leave the row out");
                }
            }
        }

        return x;
    }

    private protected override RowKernel? KernelCore(Methods method) =>
        method == Methods.Transform ? new SelectionKernel(_form.Support.Count, _kept)
        : (Delegated & method & Methods) != Methods.None ? ChainKernel.Of([Kernel(Methods.Transform), _form.Inner!.Kernel(method)])
        : null;

    private protected override Answer Run(Methods method, Features x, CallOptions options) =>
        method == Methods.InverseTransform ? InverseTransform(x)
        : method == Methods.Transform && _kept.Length == 0 && TypeOf(x) is { Kind: 'O' or 'U' or 'S' } type ? Nothing(x.RowCount, type)
        : Delegated.HasFlag(method) ? _form.Inner!.Call(method, TransformCore(x), options)
        : base.Run(method, x, options);

    private static NDArray Nothing(int rows, DType type) => type.Kind switch
    {
        'U' => NDArray.OfText([], rows, 0),
        'S' => NDArray.OfBytes([], type.ItemSize, rows, 0),
        _ => NDArray.OfObjects([rows, 0], []),
    };

    private protected override Features TransformCore(Features x)
    {
        if (_kept.Length == 0)
        {
            return new Matrix(x.RowCount, 0, [], TypeOf(x) is { Kind: not 'O' } type ? type : DType.Float64);
        }

        Features selected = AsArray(x).SelectColumns(_kept);
        return selected is Matrix { Names: not null } named ? new Matrix(named.RowCount, named.ColumnCount, named.Values, named.DType)
            : selected;
    }

    /// <summary>The one array that numpy makes of a table: numbers of one dtype, or objects.</summary>
    private Features AsArray(Features x)
    {
        if (x is not Table table)
        {
            return x;
        }

        table = table.ListedText() ?? table;
        if (table.TextType is not null)
        {
            return table;
        }

        if (NullableTables.Convert(this, x, _form.MixesObjects) is Matrix converted)
        {
            // None became NaN.
            InputCheck.Require(this, _inputs, converted.Values, converted.ColumnCount, 0, x.ColumnNames);
            return converted;
        }

        if (table.HasNullable
            || (_form.MixesBools ? table.Columns.Any(column => column.IsObject || column.Times is not null) : table.IsOfObjects))
        {
            return Unnamed(table.ToObjects());
        }

        Matrix matrix = table.ToMatrix();
        InputCheck.Require(this, _inputs, matrix.Values, matrix.ColumnCount, 0, x.ColumnNames);
        return new Matrix(matrix.RowCount, matrix.ColumnCount, matrix.Values,
            ColumnNumbers.CommonType(table.Columns.Select(column => column.DType)));
    }

    private static Table Unnamed(Table table) =>
        new([.. table.Columns.Select(column => Column.OfCells("", column.ToCells()))], table.RowCount);

    private DType TypeOf(Features x) => !_form.KeepsTypeOfNothing ? DType.Float64 : AsArray(x) switch
    {
        Matrix matrix => matrix.DType,
        SparseMatrix sparse => sparse.Csr.DType,
        Table { TextType: { } text } => text,
        _ => DType.Object,
    };

    private Answer InverseTransform(Features x)
    {
        if (x.ColumnCount != _kept.Length)
        {
            throw new ModelInputException("InputFeatures", $"the data has {x.ColumnCount} columns and {ClassName} keeps {_kept.Length}");
        }

        if (_kept.Length == 0)
        {
            throw new ModelInputException("InputEmpty", $"{ClassName} keeps no column, and from none it makes no rows");
        }

        int count = _form.Support.Count;
        if (x is SparseMatrix { Csr: var csr })
        {
            return new CsrMatrix(csr.RowCount, count, csr.Starts, Array.ConvertAll(csr.Columns, column => _kept[column]), csr.Data,
                csr.DType);
        }

        Features array = AsArray(x);
        if (array is Table table)
        {
            Column nothing = Column.OfCells("", [.. Enumerable.Repeat((Pickling.PyValue)0, x.RowCount)]);
            var columns = new Column[count];
            Array.Fill(columns, nothing);
            for (int i = 0; i < _kept.Length; i++)
            {
                columns[_kept[i]] = table.Columns[i];
            }

            return Answer.Of(new Table(columns, x.RowCount));
        }

        Matrix matrix = array.ToMatrix();
        var values = new double[checked(matrix.RowCount * count)];
        for (int row = 0; row < matrix.RowCount; row++)
        {
            ReadOnlySpan<double> given = matrix.Row(row);
            for (int i = 0; i < _kept.Length; i++)
            {
                values[(row * count) + _kept[i]] = given[i];
            }
        }

        return Answer.Of(new Matrix(matrix.RowCount, count, values, matrix.DType));
    }
}
