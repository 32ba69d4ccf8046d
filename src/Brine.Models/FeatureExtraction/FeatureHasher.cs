using System.Text;
using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>FeatureHasher: the named values of records in the columns that the hashes of the names say.</summary>
internal sealed class FeatureHasher : Estimator
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly FeatureHashForm _form;
    private readonly RecordNumber _number;

    internal FeatureHasher(EstimatorInfo info, FeatureHashForm form)
        : base(info)
    {
        _form = form;

        // numpy 2 came with 1.5.
        _number = new RecordNumber(info.ClassName, form.DType, wraps: !info.SavedVersion.IsAtLeast(1, 5));
    }

    public override EstimatorForm Form => _form;

    public override IReadOnlyList<ColumnKind>? InputKinds => [ColumnKind.Record];

    public override Methods Methods => Methods.Transform;

    /// <summary>Null: records have no columns to check.</summary>
    public override int? FeatureCount => null;

    public override InputContract Inputs(Methods method) => InputContract.Records;

    private protected override Features TransformCore(Features x)
    {
        PyValue[] records = Records.Of(x, ClassName);
        if (_form.InputType == "string" && records[0].AsString() is not null && Info.SavedVersion.IsAtLeast(1, 2))
        {
            throw Records.Refusal(ClassName, "a text where a list of texts is needed stands", 0);
        }

        var rows = new SparseRows();
        for (int row = 0; row < records.Length; row++)
        {
            foreach ((PyValue name, PyValue value) in Features(records[row], row))
            {
                Add(rows, name, ColumnCells.Open(value), row);
            }

            rows.EndRow();
        }

        CsrMatrix csr = rows.ToCsr(_form.ColumnCount, _form.DType, sumsDuplicates: true);
        return new SparseMatrix(!_form.IsNonNegative ? csr
            : new CsrMatrix(csr.RowCount, csr.ColumnCount, csr.Starts, csr.Columns, Array.ConvertAll(csr.Data, Math.Abs), csr.DType));
    }

    /// <summary><c>_hashing_fast.transform</c>: a name with a text is one name, and nothing is kept of a zero.</summary>
    private void Add(SparseRows rows, PyValue name, PyValue value, int row)
    {
        double number = 1;
        if (value.AsString() is { } text)
        {
            name = Records.Text(name) + "=" + text;
        }
        else if (!RecordNumber.Is(value) || !value.TryGetDouble(out number))
        {
            throw Records.Refusal(ClassName,
                $"the value {ColumnCells.Show(value)} of '{Records.Text(name)}', which is neither a number nor text, stands", row);
        }

        if (number == 0)
        {
            return;
        }

        int hash = MurmurHash3.Hash(Bytes(ColumnCells.Open(name), row), 0);
        rows.Add(MurmurHash3.Column(hash, _form.ColumnCount), _number.Of(_form.AlternatesSign && hash < 0 ? -number : number, value, row));
    }

    private byte[] Bytes(PyValue name, int row)
    {
        try
        {
            return name.AsString() is { } text ? Utf8.GetBytes(text)
                : name.As<PyBytes>() is { } bytes ? bytes.Span.ToArray()
                : throw Records.Refusal(ClassName, $"the name {ColumnCells.Show(name)}, which is no text, stands", row);
        }
        catch (EncoderFallbackException)
        {
            throw new ModelInputException("InputText",
                $"a name in row {RowNumbers.Of(row)} holds half a surrogate pair, which UTF-8 cannot write");
        }
    }

    private IEnumerable<(PyValue Name, PyValue Value)> Features(PyValue record, int row)
    {
        if (_form.InputType == "dict")
        {
            return Records.Dict(record) is { } dict ? dict.Select(item => (item.Key, item.Value))
                : throw Records.Refusal(ClassName, $"{ColumnCells.Show(record)}, which is no dict, stands", row);
        }

        IEnumerable<PyValue> items = Records.Items(record)
            ?? throw Records.Refusal(ClassName, $"{ColumnCells.Show(record)}, which is no list, stands", row);
        return items.Select(item => _form.InputType == "string" ? (item, 1)
            : Records.Items(item)?.Take(3).ToArray() is [var name, var value] ? (name, value)
            : throw Records.Refusal(ClassName, $"{ColumnCells.Show(item)}, which is no pair of a name and a value, stands", row));
    }
}
