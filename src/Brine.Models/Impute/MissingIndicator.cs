using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>MissingIndicator: a bool a value, true where it is missing.</summary>
internal sealed class MissingIndicator : Estimator
{
    private readonly MissingForm _form;
    private readonly MissingValue _missing;
    private readonly InputContract _inputs;

    internal MissingIndicator(EstimatorInfo info, MissingForm form, InputContract inputs)
        : base(info)
    {
        _form = form;
        _missing = form.Missing;
        _inputs = inputs;
        Columns = [.. form.Columns];
    }

    public override EstimatorForm Form => _form;

    public override Methods Methods => Methods.Transform | Methods.GetFeatureNamesOut;

    public override int? FeatureCount => _form.FeatureCount;

    /// <summary>The columns that have an indicator.</summary>
    internal int[] Columns { get; }

    public override InputContract Inputs(Methods method) => _inputs;

    public override IReadOnlyList<ColumnKind>? InputKinds =>
        FeatureCount is { } count ? [.. Enumerable.Repeat(ColumnKind.OfMissing(_missing.Mark, null, []), count)] : null;

    public override IReadOnlyList<string> FeatureNamesOut(IReadOnlyList<string>? names)
    {
        names = FeatureNamesIn ?? names ?? InputNames.Numbered(FeatureCount) ?? throw Unsupported(Methods.GetFeatureNamesOut);
        return [.. Columns.Select(column => "missingindicator_" + names[column])];
    }

    private protected override Features TransformCore(Features x)
    {
        RefuseKinds(x);
        x = NullableTables.Convert(this, x, _form.MixesObjects);
        RefuseNumbers(x);
        RefuseIncomparable(x);
        if (_form.RefusesNew)
        {
            RefuseNew(x);
        }

        Features mask = Mask(x, _missing);
        return (_form.IsSparse ?? x is SparseMatrix) ? (mask is SparseMatrix ? mask : FeatureStack.Sparse([mask], x.RowCount))
            : mask.ToMatrix();
    }

    /// <summary>The marks of the columns that have an indicator: bools, sparse where the rows are.</summary>
    internal Features Mask(Features x, MissingValue missing)
    {
        if (Columns.Length > 0 && Columns.Max() >= x.ColumnCount)
        {
            throw new ModelInputException("InputFeatures",
                $"the data has {x.ColumnCount} columns and {ClassName} marks column {Columns.Max()}");
        }

        if (x is SparseMatrix sparse)
        {
            return new SparseMatrix(Marks(sparse.Csr, missing)).SelectColumns(Columns);
        }

        var marks = new double[x.RowCount * Columns.Length];
        for (int i = 0; i < Columns.Length; i++)
        {
            for (int row = 0; row < x.RowCount; row++)
            {
                marks[(row * Columns.Length) + i] = IsMissing(x, row, Columns[i], missing) ? 1 : 0;
            }
        }

        return new Matrix(x.RowCount, Columns.Length, marks, DType.Bool);
    }

    private static bool IsMissing(Features x, int row, int column, MissingValue missing) =>
        x is Matrix matrix ? missing.Matches(matrix.Values[(row * matrix.ColumnCount) + column])
        : ((Table)x).Columns[column] is { Numbers: { } numbers } ? missing.Matches(numbers[row])
        : missing.Matches(((Table)x).Columns[column], row);

    /// <summary>Text and times are looked at as objects alone, and bools not at all.</summary>
    private void RefuseKinds(Features x)
    {
        DType? type = x is SparseMatrix sparse ? sparse.Csr.DType
            : x is Table listed && (listed.ListedText() ?? listed) is var table
                ? table.Columns.FirstOrDefault(column => column.DType.Kind is 'U' or 'S' or 'M' or 'm')?.DType : null;
        if (type is { Kind: 'b' or 'U' or 'S' } or { Kind: 'M' or 'm' } && (x is SparseMatrix or Table { ColumnNames: null }))
        {
            throw new ModelInputException("InputKind",
                $"the data is of {type.Name}, which {ClassName} does not take: convert it, to numbers or with astype(object)");
        }
    }

    /// <summary>Numbers are not looked through for a None or a text, which no array of numbers holds.</summary>
    private void RefuseNumbers(Features x)
    {
        if (!_missing.IsNumber && !(x is Table table && InputCheck.MakesObjects(this, table)))
        {
            throw new ModelInputException("InputKind",
                $"the data is numbers, in which {ClassName} cannot look for {_missing.Value}: convert it, with astype(object)");
        }
    }

    /// <summary><c>pandas.NA</c> among objects cannot be compared with what counts as missing; Python raises, or gives one bool for all
    /// cells.</summary>
    private void RefuseIncomparable(Features x)
    {
        if (x is not Table table)
        {
            return;
        }

        for (int index = 0; index < table.ColumnCount; index++)
        {
            PyValue[]? cells = table.Columns[index] is { IsNullable: true } nullable && table.IsOfObjects ? nullable.ToCells()
                : table.Columns[index].Cells;
            int row = cells is null ? -1 : Array.FindIndex(cells, _missing.IsIncomparable);
            if (row >= 0)
            {
                throw new ModelInputException("InputMissing",
                    $"column {ColumnNumbers.NameOf(table.Columns[index], index)} holds pandas.NA in row {RowNumbers.Of(row)}, which "
                        + $"{ClassName} cannot compare with anything: make it NaN or None, as in training");
            }
        }
    }

    private static CsrMatrix Marks(CsrMatrix csr, MissingValue missing)
    {
        var starts = new int[csr.RowCount + 1];
        var columns = new List<int>();
        for (int row = 0; row < csr.RowCount; row++)
        {
            for (int i = csr.Starts[row]; i < csr.Starts[row + 1]; i++)
            {
                if (missing.Matches(csr.Data[i]))
                {
                    columns.Add(csr.Columns[i]);
                }
            }

            starts[row + 1] = columns.Count;
        }

        double[] ones = new double[columns.Count];
        Array.Fill(ones, 1);
        return new CsrMatrix(csr.RowCount, csr.ColumnCount, starts, [.. columns], ones, DType.Bool);
    }

    private void RefuseNew(Features x)
    {
        bool[] isKnown = new bool[x.ColumnCount];
        foreach (int column in Columns)
        {
            isKnown[column] = true;
        }

        Matrix? marks = x is SparseMatrix sparse ? new Matrix(x.RowCount, x.ColumnCount, Marks(sparse.Csr, _missing).ToDense()) : null;
        for (int column = 0; column < isKnown.Length; column++)
        {
            for (int row = 0; row < x.RowCount && !isKnown[column]; row++)
            {
                if (marks is null ? IsMissing(x, row, column, _missing) : marks.Row(row)[column] != 0)
                {
                    throw new ModelInputException("InputMissing",
                        $"column {x.ColumnNames?[column] ?? InputNames.Numbered(x.ColumnCount)![column]} has a missing value in row "
                            + $"{RowNumbers.Of(row)} and had none in training");
                }
            }
        }
    }
}
