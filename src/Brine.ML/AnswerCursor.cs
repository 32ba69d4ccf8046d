using Microsoft.ML;
using Microsoft.ML.Data;

namespace Brine;

/// <summary>
/// Goes over the rows of the data, and asks the model about some of them ahead, by a second cursor. That both stand at the same row is
/// checked by its id.
/// </summary>
internal sealed class AnswerCursor : DataViewRowCursor
{
    private const int RowsAtOnce = 1024;

    private readonly PickledModelTransformer _transformer;
    private readonly bool[] _active;
    private readonly int _inputCount;
    private readonly DataViewRowCursor _rows;
    private readonly DataViewRowCursor? _ahead;
    private readonly DataViewRows? _features;
    private readonly ValueGetter<DataViewRowId> _id;
    private readonly ValueGetter<DataViewRowId>? _aheadId;
    private readonly List<DataViewRowId> _ids = [];
    private IReadOnlyList<MethodValues> _answers = [];
    private int _at;

    internal AnswerCursor(PickledModelTransformer transformer, DataViewSchema schema, IDataView input, bool[] active)
    {
        _transformer = transformer;
        _active = active;
        _inputCount = input.Schema.Count;
        Schema = schema;
        _rows = input.GetRowCursor(input.Schema.Where(column => active[column.Index]));
        _id = _rows.GetIdGetter();
        if (active.AsSpan(_inputCount).Contains(true))
        {
            DataViewFeatures features = DataViewFeatures.Of(input.Schema, transformer.Predictor.Estimator, transformer.InputColumns);
            _ahead = input.GetRowCursor(features.Columns);
            _aheadId = _ahead.GetIdGetter();
            _features = features.Open(_ahead);
        }
    }

    public override DataViewSchema Schema { get; }

    public override long Position => _rows.Position;

    public override long Batch => _rows.Batch;

    public override bool IsColumnActive(DataViewSchema.Column column) => _active[column.Index];

    public override ValueGetter<DataViewRowId> GetIdGetter() => _id;

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        if (!_active[column.Index])
        {
            throw new InvalidOperationException($"the column '{column.Name}' was not asked for");
        }

        return column.Index < _inputCount ? _rows.GetGetter<TValue>(_rows.Schema[column.Index])
            : (ValueGetter<TValue>)_transformer.Outputs[column.Index - _inputCount].Getter(() =>
                (_answers[column.Index - _inputCount], _at));
    }

    public override bool MoveNext()
    {
        if (!_rows.MoveNext())
        {
            return false;
        }

        _at++;
        if (_features is not null)
        {
            Follow(_features);
        }

        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _rows.Dispose();
            _ahead?.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Follow(DataViewRows features)
    {
        if (_at >= _ids.Count)
        {
            Ask(features);
        }

        DataViewRowId id = default;
        _id(ref id);
        if (_at >= _ids.Count || !_ids[_at].Equals(id))
        {
            throw new InvalidOperationException("the data gives other rows, or another order, when it is read again: keep it first, by "
                + "ml.Data.Cache say");
        }
    }

    private void Ask(DataViewRows features)
    {
        _ids.Clear();
        _at = 0;
        while (features.Count < RowsAtOnce && _ahead!.MoveNext())
        {
            DataViewRowId id = default;
            _aheadId!(ref id);
            _ids.Add(id);
            features.Take();
        }

        if (features.Count > 0)
        {
            _answers = _transformer.Answer(features.Finish());
        }
    }
}
