using Microsoft.ML;
using Microsoft.ML.Data;

namespace Brine;

/// <summary>Answers rows one by one, for <c>PredictionEngine</c>.</summary>
/// <param name="transformer">The model.</param>
/// <param name="schema">The columns of the data.</param>
internal sealed class AnswerRowMapper(PickledModelTransformer transformer, DataViewSchema schema) : IRowToRowMapper
{
    private readonly DataViewFeatures _features = DataViewFeatures.Of(schema, transformer.Predictor.Estimator, transformer.InputColumns);

    public DataViewSchema InputSchema => schema;

    public DataViewSchema OutputSchema { get; } = transformer.GetOutputSchema(schema);

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns)
    {
        var needed = new SortedSet<int>();
        foreach (DataViewSchema.Column column in dependingColumns)
        {
            needed.UnionWith(column.Index < schema.Count ? [column.Index] : _features.Columns.Select(feature => feature.Index));
        }

        return needed.Select(index => schema[index]);
    }

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
    {
        ArgumentNullException.ThrowIfNull(input);
        bool[] active = new bool[OutputSchema.Count];
        foreach (DataViewSchema.Column column in activeColumns)
        {
            active[column.Index] = true;
        }

        return new Row(transformer, OutputSchema, input, active, active.AsSpan(schema.Count).Contains(true) ? _features.Open(input) : null);
    }

    private sealed class Row(PickledModelTransformer transformer, DataViewSchema schema, DataViewRow input, bool[] active,
        DataViewRows? features) : DataViewRow
    {
        private IReadOnlyList<MethodValues> _answers = [];
        private long _answered = -1;

        public override DataViewSchema Schema => schema;

        public override long Position => input.Position;

        public override long Batch => input.Batch;

        public override bool IsColumnActive(DataViewSchema.Column column) => active[column.Index];

        public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            if (!active[column.Index])
            {
                throw new InvalidOperationException($"the column '{column.Name}' was not asked for");
            }

            int output = column.Index - input.Schema.Count;
            return output < 0 ? input.GetGetter<TValue>(input.Schema[column.Index])
                : (ValueGetter<TValue>)transformer.Outputs[output].Getter(() => (Answers()[output], 0));
        }

        /// <summary>The answers about the row as it is now; asked once for each place.</summary>
        private IReadOnlyList<MethodValues> Answers()
        {
            if (_answered != input.Position)
            {
                features!.Take();
                _answers = transformer.Answer(features.Finish());
                _answered = input.Position;
            }

            return _answers;
        }
    }
}
