using Brine.Pickling;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Brine;

/// <summary>A table as ML.NET's data.</summary>
internal sealed class TableDataView : IDataView
{
    private readonly int _rowCount;
    private readonly Func<Func<int>, Delegate>[] _getters;

    internal TableDataView(Table table)
    {
        _rowCount = table.RowCount;
        _getters = new Func<Func<int>, Delegate>[table.ColumnCount];
        var builder = new DataViewSchema.Builder();
        for (int i = 0; i < _getters.Length; i++)
        {
            Column column = table.Columns[i];
            (PrimitiveDataViewType type, _getters[i]) = Of(column);
            builder.AddColumn(column.Name.Length > 0 ? column.Name : $"{i}", type);
        }

        Schema = builder.ToSchema();
    }

    public bool CanShuffle => false;

    public DataViewSchema Schema { get; }

    public long? GetRowCount() => _rowCount;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        new Cursor(this, [.. columnsNeeded.Select(column => column.Index)]);

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];

    private static (PrimitiveDataViewType, Func<Func<int>, Delegate>) Of(Column column) => ColumnForm.Of(column) switch
    {
        { Kind: 'f', Size: 8 } => (NumberDataViewType.Double, Getter(row => ColumnValues.Double(column, row) ?? double.NaN)),
        { Kind: 'f' } => (NumberDataViewType.Single, Getter(row => (float)(ColumnValues.Double(column, row) ?? double.NaN))),
        { Kind: 'i' } => (NumberDataViewType.Int64, Getter(row => ColumnValues.Int<long>(column, row) ?? throw Gap(column, row))),
        { Kind: 'u' } => (NumberDataViewType.UInt64, Getter(row => ColumnValues.Int<ulong>(column, row) ?? throw Gap(column, row))),
        { Kind: 'b' } => (BooleanDataViewType.Instance, Getter(row => ColumnValues.Bool(column, row) ?? throw Gap(column, row))),
        { Kind: 'U' } => (TextDataViewType.Instance, Getter(row => (ColumnValues.Text(column, row) ?? "").AsMemory())),
        _ => (TextDataViewType.Instance, Getter(row => (column.TextAt(row) ?? "").AsMemory())),
    };

    private static Func<Func<int>, Delegate> Getter<T>(Func<int, T> value) => row => new ValueGetter<T>((ref T target) =>
        target = value(row()));

    private static ModelInputException Gap(Column column, int row) => new("CannotTabulate",
        $"the column '{column.Name}' of {column.DType.Name} has no value in row {row}, and ML.NET's type has no gaps: make it floats");

    private sealed class Cursor(TableDataView view, HashSet<int> active) : DataViewRowCursor
    {
        private long _row = -1;

        public override DataViewSchema Schema => view.Schema;

        public override long Position => _row;

        public override long Batch => 0;

        public override bool IsColumnActive(DataViewSchema.Column column) => active.Contains(column.Index);

        public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = new DataViewRowId((ulong)_row, 0);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => active.Contains(column.Index)
            ? (ValueGetter<TValue>)view._getters[column.Index](() => (int)_row)
            : throw new InvalidOperationException($"the column '{column.Name}' was not asked for");

        public override bool MoveNext()
        {
            _row = Math.Min(_row + 1, view._rowCount);
            return _row < view._rowCount;
        }
    }
}
