using Microsoft.ML;

namespace Brine;

/// <summary>Collects rows of ML.NET's data as a table, or as a matrix where the data is one vector.</summary>
internal sealed class DataViewRows
{
    private readonly DataViewColumn[] _columns;
    private readonly Action[] _take;
    private readonly bool _isVector;

    internal DataViewRows(IReadOnlyList<DataViewSchema.Column> columns, DataViewRow row, IReadOnlyList<bool>? areDocuments = null)
    {
        _columns = [.. columns.Select((column, i) => DataViewColumn.Of(column, areDocuments?[i] == true))];
        _take = [.. _columns.Select(column => column.Open(row))];
        _isVector = areDocuments is [true];
    }

    internal int Count { get; private set; }

    /// <summary>Takes in the row at which the cursor stands.</summary>
    internal void Take()
    {
        foreach (Action take in _take)
        {
            take();
        }

        Count++;
    }

    /// <summary>The rows that were taken in; the next ones begin anew.</summary>
    internal Features Finish()
    {
        int count = Count;
        Count = 0;
        return _columns is [DataViewVector vector] ? vector.Matrix(count)
            : new Table([.. _columns.Select(column => column.Finish())], count) { IsVector = _isVector };
    }
}
