using Apache.Arrow;
using Brine.Models;
using Brine.Tables;
using Table = Brine.Tables.Table;

namespace Brine;

/// <summary>Record batches of Apache.Arrow as data for models, and tables and answers as record batches.</summary>
/// <example><code>
/// using RecordBatch answers = new Predictor(model.Estimator).Predict(batch, "predict", "predict_proba");
/// </code></example>
public static class ArrowBatches
{
    /// <summary>A batch as a table, with the kinds of columns that pandas makes of it: ints with a gap are floats, bools with a gap
    /// objects. Values are copied: the batch may be disposed.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="columns">The columns to take, all when left out.</param>
    /// <exception cref="ModelInputException">A column is not there, or holds what no table holds: lists, structs, bytes...</exception>
    public static Table ToTable(this RecordBatch batch, params IReadOnlyList<string> columns) => Read(batch, columns, null);

    private static Table Read(RecordBatch batch, IReadOnlyList<string> columns, KnownColumns? known)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(columns);
        string[] names = [.. batch.Schema.FieldsList.Select(field => field.Name)];
        IEnumerable<int> places = new TableReadOptions { Columns = columns.Count > 0 ? columns : null }.Choose(names);
        if (columns.FirstOrDefault(column => !names.Contains(column)) is { } missing)
        {
            throw new ModelInputException("InputColumns", $"the batch has no column '{missing}'; it has "
                + string.Join(", ", names.Take(20)));
        }

        var table = new Table([.. places.Select(place => ArrowArrays.Read(names[place], batch.Column(place)))], batch.Length);
        return TypedColumns.ForModel(table, TypedColumns.GapsOf(table), known);
    }

    /// <summary>A table as a batch. Columns of float64 are not copied: the batch has their memory.</summary>
    /// <param name="table">The table.</param>
    /// <exception cref="ModelInputException">A column holds values of several kinds, or of one that Arrow has no form for here.</exception>
    public static RecordBatch ToRecordBatch(this Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return ArrowFields.Of(table).BatchOf(table);
    }

    /// <summary>Answers as a batch, a column for each of theirs.</summary>
    /// <param name="answers">The answers.</param>
    /// <exception cref="ModelInputException">A column holds values of several kinds.</exception>
    public static RecordBatch ToRecordBatch(this AnswerTable answers)
    {
        ArgumentNullException.ThrowIfNull(answers);
        return answers.ToTable().ToRecordBatch();
    }

    /// <summary>Answers the rows of a batch.</summary>
    /// <param name="predictor">The model.</param>
    /// <param name="rows">The rows; columns that the model does not need are not read.</param>
    /// <param name="methods">The Python names of the methods; the model's default when left out.</param>
    /// <exception cref="ModelInputException">The rows do not fit the model.</exception>
    /// <exception cref="UnsupportedModelException">The model has no such method.</exception>
    public static RecordBatch Predict(this Predictor predictor, RecordBatch rows, params IReadOnlyList<string> methods)
    {
        ArgumentNullException.ThrowIfNull(predictor);
        ArgumentNullException.ThrowIfNull(rows);
        IReadOnlyList<string>? needed = predictor.Estimator.FeatureNamesIn;
        bool hasAll = needed is not null && needed.All(name => rows.Schema.FieldsLookup.Contains(name));
        Table taken = Read(rows, hasAll ? needed! : [], KnownColumns.Of(predictor.Estimator, null, [], null));
        return predictor.Predict(taken, methods).ToTable().ToRecordBatch();
    }
}
