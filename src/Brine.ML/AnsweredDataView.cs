using Microsoft.ML;

namespace Brine;

/// <summary>ML.NET's data with the answers of a model beside it.</summary>
/// <param name="transformer">The model.</param>
/// <param name="input">The data.</param>
internal sealed class AnsweredDataView(PickledModelTransformer transformer, IDataView input) : IDataView
{
    public bool CanShuffle => false;

    public DataViewSchema Schema { get; } = transformer.GetOutputSchema(input.Schema);

    public long? GetRowCount() => input.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        bool[] active = new bool[Schema.Count];
        foreach (DataViewSchema.Column column in columnsNeeded)
        {
            active[column.Index] = true;
        }

        return new AnswerCursor(transformer, Schema, input, active);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];
}
