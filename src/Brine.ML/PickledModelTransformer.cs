using Brine.Models;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Brine;

/// <summary>A pickled model that adds its answers to the data of an ML.NET pipeline.</summary>
public sealed class PickledModelTransformer : ITransformer
{
    private readonly Lazy<IReadOnlyList<MethodOutput>> _outputs;

    internal PickledModelTransformer(Model model, IReadOnlyList<string> methods)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(methods);
        Predictor = new Predictor(model.Estimator);
        Methods = methods.Count > 0 ? [.. methods] : [Predictor.DefaultMethod];
        _outputs = new(() => MethodOutput.Of(Predictor, Methods));
    }

    private PickledModelTransformer(PickledModelTransformer other, IReadOnlyList<string>? columns)
    {
        (Predictor, Methods, _outputs, InputColumns) = (other.Predictor, other.Methods, other._outputs, columns);
    }

    /// <summary>True: each row is answered by itself, so that <c>PredictionEngine</c> takes the pipeline.</summary>
    public bool IsRowToRowMapper => true;

    internal Predictor Predictor { get; }

    internal IReadOnlyList<string> Methods { get; }

    internal IReadOnlyList<string>? InputColumns { get; }

    /// <summary>The columns that are added, which are asked of the model by a row that is made up.</summary>
    internal IReadOnlyList<MethodOutput> Outputs => _outputs.Value;

    /// <inheritdoc/>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        _ = DataViewFeatures.Of(inputSchema, Predictor.Estimator, InputColumns);
        var builder = new DataViewSchema.Builder();
        builder.AddColumns(inputSchema);
        foreach (MethodOutput output in Outputs)
        {
            builder.AddColumn(output.Name, output.Type, output.Annotations);
        }

        return builder.ToSchema();
    }

    /// <summary>The data with the answers beside it; the model is asked as the rows are read, some at a time.</summary>
    /// <param name="input">The data. Reading it twice must give the same rows in the same order.</param>
    /// <exception cref="ModelInputException">The data lacks a column, or, when it is read, a row does not fit the model.</exception>
    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new AnsweredDataView(this, input);
    }

    /// <inheritdoc/>
    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return new AnswerRowMapper(this, inputSchema);
    }

    /// <summary>The model is a file of Python's already: ML.NET's own files do not hold it.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    void ICanSaveModel.Save(ModelSaveContext ctx) => throw new NotSupportedException(
        "ML.NET's files hold no pickled model: keep the file of the model, and put the step into the pipeline when that is loaded");

    internal PickledModelTransformer With(IReadOnlyList<string>? columns) => new(this, columns);

    /// <summary>Answers rows, an array a method.</summary>
    internal IReadOnlyList<MethodValues> Answer(Features rows)
    {
        Prediction prediction = Predictor.Predict(rows, Methods);
        return [.. prediction.Answers.Select((answer, i) => Outputs[i].Values(answer.Answer, rows.RowCount))];
    }
}
