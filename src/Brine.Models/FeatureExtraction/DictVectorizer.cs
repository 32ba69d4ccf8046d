using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>DictVectorizer: the named values of records in the columns of their names.</summary>
internal sealed class DictVectorizer : Estimator
{
    private readonly DictFeaturesForm _form;
    private readonly DictColumns _columns;
    private readonly RecordNumber _number;
    private readonly bool _takesLists;
    private readonly bool _isPlainType;

    /// <param name="info">Class, parameters, version.</param>
    /// <param name="form">The columns.</param>
    /// <param name="columns">The columns by their names, which may be no text.</param>
    /// <param name="isPlainType">True where the dtype is Python's <c>float</c> or <c>int</c>, which make no number of None.</param>
    internal DictVectorizer(EstimatorInfo info, DictFeaturesForm form, DictColumns columns, bool isPlainType)
        : base(info)
    {
        _form = form;
        _columns = columns;
        _isPlainType = isPlainType;
        _takesLists = info.SavedVersion.IsAtLeast(0, 24);
        _number = new RecordNumber(info.ClassName, form.DType, wraps: !isPlainType && !info.SavedVersion.IsAtLeast(1, 5));
    }

    public override EstimatorForm Form => _form;

    public override IReadOnlyList<ColumnKind>? InputKinds => [ColumnKind.Record];

    public override Methods Methods => Methods.Transform | Methods.InverseTransform | Methods.GetFeatureNamesOut;

    /// <summary>Null: records have no columns to check.</summary>
    public override int? FeatureCount => null;

    public override InputContract Inputs(Methods method) =>
        method == Methods.InverseTransform ? InputContract.FiniteOrSparse : InputContract.Records with { TakesEmpty = IsOldDense };

    public override IReadOnlyList<string> FeatureNamesOut(IReadOnlyList<string>? names) => _form.Names;

    /// <summary>Up to 0.23 a dense answer was filled cell by cell, so that the last value of a cell stayed.</summary>
    private bool IsOldDense => !_takesLists && !_form.IsSparse;

    private protected override Answer Run(Methods method, Features x, CallOptions options) =>
        method == Methods.InverseTransform ? InverseTransform(x) : base.Run(method, x, options);

    private protected override Features TransformCore(Features x)
    {
        var rows = new SparseRows();
        PyValue[] records = Records.Of(x, ClassName);
        for (int row = 0; row < records.Length; row++)
        {
            PyDict record = Records.Dict(records[row])
                ?? throw Records.Refusal(ClassName, $"{ColumnCells.Show(records[row])}, which is no dict, stands", row);
            foreach ((PyValue name, PyValue value) in record)
            {
                Add(rows, name, ColumnCells.Open(value), row);
            }

            rows.EndRow();
        }

        return _form.IsSparse ? new SparseMatrix(rows.ToCsr(_form.Names.Count, _form.DType, sumsDuplicates: false))
            : rows.ToMatrix(_form.Names.Count, _form.DType, IsOldDense);
    }

    private void Add(SparseRows rows, PyValue name, PyValue value, int row)
    {
        if (value.AsString() is { } text)
        {
            AddText(rows, name, text);
        }
        else if (value.IsNone || RecordNumber.Is(value))
        {
            if (_columns.Of(name) is >= 0 and var column)
            {
                rows.Add(column, Number(name, value, row));
            }
        }
        else if (!_takesLists)
        {
            // Before 0.24 a value of an unknown name was not looked at.
            if (_columns.Of(name) >= 0)
            {
                throw Unknown(name, value, row);
            }
        }
        else
        {
            foreach (PyValue item in Records.Dict(value) is null ? Records.Items(value) ?? throw Unknown(name, value, row)
                : throw Unknown(name, value, row))
            {
                AddText(rows, name, ColumnCells.Open(item).AsString() ?? throw Unknown(name, item, row));
            }
        }
    }

    private void AddText(SparseRows rows, PyValue name, string text)
    {
        if (_columns.Of(Records.Text(name) + _form.Separator + text) is >= 0 and var column)
        {
            rows.Add(column, 1);
        }
    }

    private double Number(PyValue name, PyValue value, int row)
    {
        if (value.IsNone)
        {
            return _form.DType.Kind == 'b' ? 0 : _form.DType.Kind == 'f' && !_isPlainType ? double.NaN : throw Unknown(name, value, row);
        }

        // An int that no float64 holds is refused by Python.
        return value.TryGetDouble(out double number) && (double.IsFinite(number) || value.Kind == PyKind.Float)
            ? _number.Of(number, value, row) : throw Unknown(name, value, row);
    }

    private ModelInputException Unknown(PyValue name, PyValue value, int row) =>
        Records.Refusal(ClassName, $"the value {ColumnCells.Show(value)} of '{Records.Text(name)}' stands", row);

    /// <summary>A dict a row, of what is not zero.</summary>
    private NDArray InverseTransform(Features x)
    {
        Matrix matrix = x.ToMatrix();
        var dicts = new PyValue[matrix.RowCount];
        for (int row = 0; row < dicts.Length; row++)
        {
            var dict = new PyDict();
            Column values = Column.OfNumbers("", matrix.Row(row).ToArray(), matrix.DType);
            for (int column = 0; column < values.Length; column++)
            {
                if (matrix.Row(row)[column] != 0)
                {
                    dict[column < _form.Names.Count ? _columns.Names[column]
                        : throw new ModelInputException("InputFeatures",
                            $"the data has {x.ColumnCount} columns, not all of them zero, and {ClassName} knows {_form.Names.Count}")] =
                            values[column];
                }
            }

            dicts[row] = new PyValue(dict);
        }

        return NDArray.OfObjects([dicts.Length], dicts);
    }
}
