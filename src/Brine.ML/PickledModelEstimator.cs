using Microsoft.ML;

namespace Brine;

/// <summary>
/// A pickled model as a step of an ML.NET pipeline. It was trained in Python: fitting it finds its columns and nothing more. Each method
/// adds a column of its name to the data: a number, a text or a bool a row, or a vector whose slots are called as the classes or features.
/// </summary>
/// <example><code>
/// var ml = new MLContext();
/// IDataView rows = ml.Data.LoadFromTextFile&lt;Passenger&gt;("passengers.csv", separatorChar: ',', hasHeader: true);
/// ITransformer pipeline = new PickledModelEstimator(model, "predict", "predict_proba").Fit(rows);
/// IDataView answers = pipeline.Transform(rows);
/// </code></example>
public sealed class PickledModelEstimator : IEstimator<PickledModelTransformer>
{
    private readonly PickledModelTransformer _transformer;

    /// <summary>Makes a step.</summary>
    /// <param name="model">The model, which must not be disposed while the step is in use.</param>
    /// <param name="methods">The Python names of the methods; <c>predict</c>, or <c>transform</c> for a model that only transforms, when
    /// left out.</param>
    public PickledModelEstimator(Model model, params IReadOnlyList<string> methods) => _transformer = new(model, methods);

    /// <summary>The columns of the data that the model is given, in its order: one vector, or a column a feature. Null for those of
    /// the model's <c>feature_names_in_</c> where the data has them, else for the vector <c>Features</c>.</summary>
    public IReadOnlyList<string>? InputColumns
    {
        get => _transformer.InputColumns;
        init => _transformer = _transformer.With(value);
    }

    /// <summary>Finds the columns of the model in the data.</summary>
    /// <param name="input">The data.</param>
    /// <exception cref="ModelInputException">The data lacks a column, or one holds what the model cannot be given.</exception>
    public PickledModelTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        _ = _transformer.GetOutputSchema(input.Schema);
        return _transformer;
    }

    /// <summary>The columns of the data, and those that the methods add.</summary>
    /// <param name="inputSchema">The columns of the data.</param>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        SchemaShape[] added = [.. _transformer.Outputs.Select(output => output.Shape())];
        HashSet<string> names = [.. _transformer.Outputs.Select(output => output.Name)];
        return new SchemaShape([.. inputSchema.Where(column => !names.Contains(column.Name)), .. added.SelectMany(shape => shape)]);
    }
}
