using Brine.Models;

namespace Brine;

/// <summary>
/// Asks a model about data as people have it: finds the columns by their names, takes the method that is meant where none is said, and
/// gives the columns of the answers their names. The <c>brine</c> command answers with it, and a server can. Immutable, and safe to share
/// between threads.
/// </summary>
/// <example><code>
/// var predictor = new Predictor(model.Estimator);
/// Prediction prediction = predictor.Predict(model.Read("rows.csv"), ["predict", "predict_proba"]);
/// AnswerWriter.Save(prediction, "answers.csv");
/// </code></example>
public sealed class Predictor
{
    /// <summary>Makes a predictor of a model.</summary>
    public Predictor(Estimator estimator)
    {
        ArgumentNullException.ThrowIfNull(estimator);
        Estimator = estimator;
    }

    /// <summary>The model that answers.</summary>
    public Estimator Estimator { get; }

    /// <summary>The method that answers where none is asked for: <c>predict</c>, or <c>transform</c> for a model that transforms and does
    /// not predict.</summary>
    public string DefaultMethod =>
        MethodNames.Of(Estimator.Methods.HasFlag(Methods.Predict) || !Estimator.Methods.HasFlag(Methods.Transform) ? Methods.Predict
            : Methods.Transform);

    /// <summary>Puts the columns of a table in the order of the model's <c>feature_names_in_</c>; what has no names stays as it
    /// is.</summary>
    /// <param name="rows">The data.</param>
    /// <exception cref="ModelInputException">A column that the model needs is not there.</exception>
    public Features Align(Features rows) => TableAlignment.Align(Estimator, rows, out _);

    /// <summary>Answers methods about the same rows.</summary>
    /// <param name="rows">The rows; <c>inverse_transform</c> is asked about what <c>transform</c> makes of them.</param>
    /// <param name="methods">The Python names of the methods; <see cref="DefaultMethod"/> when left out or empty.</param>
    /// <param name="options">What Python passes to the methods beside the rows.</param>
    /// <exception cref="ArgumentException">There is no method of that name.</exception>
    /// <exception cref="ModelInputException">The rows do not fit the model.</exception>
    /// <exception cref="UnsupportedModelException">The model has no such method.</exception>
    /// <exception cref="OperationCanceledException">The token of the options was cancelled.</exception>
    public Prediction Predict(Features rows, IReadOnlyList<string>? methods = null, CallOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(rows);
        Methods[] asked = methods is null or { Count: 0 } ? [Parse(DefaultMethod, nameof(methods))]
            : [.. methods.Select(name => Parse(name, nameof(methods)))];
        if (asked.Distinct().Count() < asked.Length)
        {
            throw new ArgumentException($"a method is asked for twice: {string.Join(", ", methods!)}", nameof(methods));
        }

        Features aligned = TableAlignment.Align(Estimator, rows, out IReadOnlyList<string> unused);
        return new Prediction(this, aligned,
            [.. asked.Select(method => new MethodAnswer(MethodNames.Of(method), Ask(method, aligned, options)))], unused);
    }

    /// <summary>The method of a Python name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    internal static Methods Parse(string name, string parameter) => MethodNames.Parse(name) is var known and not Methods.None ? known
        : throw new ArgumentException($"there is no method '{name}'; there are {string.Join(", ", MethodNames.All)}", parameter);

    /// <summary>The names of the columns that a method answers with, or null where they are numbered.</summary>
    internal IReadOnlyList<string>? ColumnNames(string method, Features rows) => MethodNames.Parse(method) switch
    {
        Methods.PredictProba or Methods.PredictLogProba or Methods.DecisionFunction => Estimator.Classes?.Names,
        Methods.Transform when Estimator.Methods.HasFlag(Methods.GetFeatureNamesOut) =>
            Estimator.FeatureNamesOut(rows.ColumnNames ?? Estimator.FeatureNamesIn),
        Methods.InverseTransform => Estimator.FeatureNamesIn,
        _ => null,
    };

    private Answer Ask(Methods method, Features rows, CallOptions? options)
    {
        if (method != Methods.InverseTransform || !Estimator.Methods.HasFlag(Methods.InverseTransform))
        {
            return Estimator.Call(method, rows, options);
        }

        Answer transformed = Estimator.Call(Methods.Transform, rows, options);
        return Estimator.Call(method,
            transformed.Sparse is { } sparse ? new SparseMatrix(sparse) : Features.FromArray(transformed.ToArray()), options);
    }
}
