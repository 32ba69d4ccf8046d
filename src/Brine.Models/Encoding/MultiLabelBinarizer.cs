using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>MultiLabelBinarizer: which of the classes are among the labels of a row.</summary>
internal sealed class MultiLabelBinarizer : Estimator
{
    private readonly MultiLabelForm _form;
    private readonly CategoryColumn _classes;

    internal MultiLabelBinarizer(EstimatorInfo info, MultiLabelForm form)
        : base(info)
    {
        _form = form;
        _classes = new CategoryColumn(form.Classes.Values);
    }

    public override EstimatorForm Form => _form;

    public override Methods Methods => Methods.Transform | Methods.InverseTransform;

    public override IReadOnlyList<ColumnKind>? InputKinds => [ColumnKind.Record];

    /// <summary>Null: lists of labels have no columns to check.</summary>
    public override int? FeatureCount => null;

    public override InputContract Inputs(Methods method) => method == Methods.InverseTransform
        ? new() { TakesMissing = true, TakesInfinity = true, TakesSparse = true, TakesEmpty = true, TakesNoColumns = true }
        : InputContract.Records with { TakesEmpty = true };

    private protected override Answer Run(Methods method, Features x, CallOptions options) =>
        method == Methods.InverseTransform ? InverseTransform(x) : base.Run(method, x, options);

    private protected override Features TransformCore(Features x)
    {
        PyValue[] records = Records.Of(x, ClassName);
        var starts = new int[records.Length + 1];
        var columns = new List<int>();
        var found = new PythonIntSet();
        for (int row = 0; row < records.Length; row++)
        {
            found.Clear();
            foreach (PyValue item in Records.Items(records[row])
                ?? throw Records.Refusal(ClassName, $"{ColumnCells.Show(records[row])}, which is no list of labels, stands", row))
            {
                if (CodeOf(ColumnCells.Open(item), row) is >= 0 and var code)
                {
                    found.Add(code);
                }
            }

            found.CopyTo(columns);
            starts[row + 1] = columns.Count;
        }

        double[] ones = new double[columns.Count];
        Array.Fill(ones, 1);
        var csr = new CsrMatrix(records.Length, _classes.Count, starts, [.. columns], ones, DType.Int64);
        return _form.IsSparse ? new SparseMatrix(csr) : new Matrix(csr.RowCount, csr.ColumnCount, csr.ToDense(), DType.Int64);
    }

    private int CodeOf(PyValue label, int row)
    {
        if (label.Reference is PyList or PyDict or PySet { IsFrozen: false })
        {
            throw Records.Refusal(ClassName, $"the label {ColumnCells.Show(label)}, {label.Kind.WithArticle()}, stands", row);
        }

        // A NaN is found by Python only where it is the same object, which that of a file never is.
        int code = ColumnCells.IsNaN(label) ? CategoryColumn.Unknown : _classes.CodeOf(label);
        if (code < 0)
        {
            // Up to 0.19 a label that is no class was refused.
            if (Info.SavedVersion.IsKnown && !Info.SavedVersion.IsAtLeast(0, 20))
            {
                throw new ModelInputException("InputCategory",
                    $"the label {ColumnCells.Show(label)} in row {RowNumbers.Of(row)} is not among the {_classes.Count} that "
                        + $"{ClassName} knows");
            }

            AnswerNotes.Add($"labels that {ClassName} does not know, such as {ColumnCells.Show(label)}, were left out, as in Python");
        }

        return code;
    }

    private Answer InverseTransform(Features x)
    {
        if (x.ColumnCount != _classes.Count)
        {
            throw new ModelInputException("InputFeatures",
                $"the data has {x.ColumnCount} columns and {ClassName} knows {_classes.Count} labels");
        }

        if (x.ColumnNames is not null)
        {
            throw new ModelInputException("InputKind",
                $"the data has names, which Python takes for the rows; {ClassName} takes an array or a sparse matrix of 0 and 1");
        }

        var rows = new Answer[x.RowCount];
        var codes = new List<int>();
        Matrix? matrix = x as Matrix;
        CsrMatrix? csr = (x as SparseMatrix)?.Csr;
        for (int row = 0; row < rows.Length; row++)
        {
            codes.Clear();
            int first = csr?.Starts[row] ?? 0, end = csr?.Starts[row + 1] ?? _classes.Count;
            for (int i = first; i < end; i++)
            {
                double mark = csr?.Data[i] ?? matrix!.Row(row)[i];
                if (mark is not (0 or 1))
                {
                    throw new ModelInputException("InputKind",
                        $"{mark} in row {RowNumbers.Of(row)} is neither 0 nor 1, which {ClassName} takes alone");
                }

                // A zero that a sparse matrix stores is a label to Python.
                if (csr is not null || mark == 1)
                {
                    codes.Add(csr?.Columns[i] ?? i);
                }
            }

            rows[row] = _form.Classes.Take(codes.ToArray());
        }

        return Answer.Of(rows);
    }
}
