using Brine.Arrays;
using Brine.Containers;
using Brine.Models;
using Brine.Pickling;

namespace Brine;

/// <summary>A trained model out of a pickle or joblib file: load it, ask it. Immutable, and safe to share between threads.</summary>
/// <example><code>
/// var model = Model.Load("model.pkl");
/// var species = model.Predict(new double[,] { { 5.1, 3.5, 1.4, 0.2 } });
/// </code></example>
public sealed partial class Model
{
    private readonly Estimator _estimator;
    private readonly Predictor _predictor;

    private Model(Estimator estimator, PyValue value, ModelFile? file = null)
    {
        _estimator = estimator;
        _predictor = new Predictor(estimator);
        Value = value;
        _file = file;
    }

    /// <summary>The estimator that runs.</summary>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    public Estimator Estimator
    {
        get
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            return _estimator;
        }
    }

    /// <summary>The value in the file, of which the estimator is a view.</summary>
    public PyValue Value { get; }

    /// <summary>What the model is: class, parameters, version, columns of its training.</summary>
    public EstimatorInfo Info => Estimator.Info;

    /// <summary>What the model computes with, or null where no form says it yet.</summary>
    public EstimatorForm Form => Estimator.Form;

    /// <summary>The estimators inside of the model: the steps of a pipeline, the best model of a search...</summary>
    public IReadOnlyList<EstimatorChild> Children => Estimator.Children;

    /// <summary>The methods that the model has, by their Python names.</summary>
    public IReadOnlyList<string> Methods => MethodNames.List(Estimator.Methods);

    /// <summary>The classes that a classifier tells apart, in the order of its probabilities; null for others.</summary>
    public Labels? Classes => Estimator.Classes;

    /// <summary>The columns that the model was trained on, or null where they had no names.</summary>
    public IReadOnlyList<string>? FeatureNames => Estimator.FeatureNamesIn;

    /// <summary>Makes a model of a value that was loaded before.</summary>
    /// <param name="value">The value of a pickle: an estimator.</param>
    /// <param name="code">Your own code for functions and classes of Python modules of yours; none when left out.</param>
    /// <exception cref="UnsupportedModelException">The value is no model, or one that cannot run yet.</exception>
    public static Model From(PyValue value, CustomCode? code = null) => new(EstimatorTable.Read(value, code: code), value);

    /// <summary>A model that no file is read for.</summary>
    internal static Model Of(Estimator estimator, PyValue value) => new(estimator, value);

    /// <summary>Reads data for this model: text is read by what the model knows of its columns, and columns are found by their
    /// names.</summary>
    /// <param name="path">A CSV, JSON, <c>.npy</c>, <c>.npz</c> or pickle file, compressed or not.</param>
    /// <param name="options">How the data is written, where that should not be found out.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ModelInputException">The data cannot be read, or lacks a column.</exception>
    /// <exception cref="PickleFormatException">The array file is corrupt.</exception>
    public Features Read(string path, DataOptions? options = null) =>
        Align(DataFile.Read(path, (options ?? DataOptions.Default) with { Estimator = Estimator }));

    /// <summary>Predicts a label or a number for each row.</summary>
    /// <param name="rows">Numbers (<c>double[,]</c>, <c>float[,]</c>, <c>double[][]</c>; one row as <c>double[]</c> or a span), documents
    /// (<c>string[]</c>), a <see cref="Matrix"/>, a <see cref="Table"/> whose columns are found by their names...</param>
    /// <exception cref="ModelInputException">The rows do not fit the model.</exception>
    /// <exception cref="UnsupportedModelException">The model does not predict.</exception>
    public NDArray Predict(Features rows) => Estimator.Call(Models.Methods.Predict, Align(rows)).ToArray();

    /// <summary>The probability of each class for each row.</summary>
    /// <exception cref="ModelInputException">The rows do not fit the model.</exception>
    /// <exception cref="UnsupportedModelException">The model has no probabilities.</exception>
    public NDArray PredictProba(Features rows) => Estimator.Call(Models.Methods.PredictProba, Align(rows)).ToArray();

    /// <summary>The logarithm of the probability of each class for each row.</summary>
    /// <exception cref="ModelInputException">The rows do not fit the model.</exception>
    /// <exception cref="UnsupportedModelException">The model has no probabilities.</exception>
    public NDArray PredictLogProba(Features rows) => Estimator.Call(Models.Methods.PredictLogProba, Align(rows)).ToArray();

    /// <summary>How far each row is on the side of each class: one number a row where there are two classes.</summary>
    /// <exception cref="ModelInputException">The rows do not fit the model.</exception>
    /// <exception cref="UnsupportedModelException">The model has no decision function.</exception>
    public NDArray DecisionFunction(Features rows) => Estimator.Call(Models.Methods.DecisionFunction, Align(rows)).ToArray();

    /// <summary>Makes a predictor for rows of a type of your own. It is made once and kept: it is checked here that the columns of the type
    /// and those of the model fit.</summary>
    /// <typeparam name="TRow">A type with <see cref="ModelRowAttribute"/>.</typeparam>
    /// <typeparam name="TAnswer">bool, int, long, float, double, decimal, string, or an enum that is named as the labels are.</typeparam>
    /// <exception cref="ModelInputException">The type lacks a column of the model, has one of another kind, or the labels of the model are
    /// no <typeparamref name="TAnswer"/>.</exception>
    /// <exception cref="UnsupportedModelException">The model does not predict, or answers a row with several values.</exception>
    public Predictor<TRow, TAnswer> For<TRow, TAnswer>()
        where TRow : IModelRow<TRow> => new(Estimator);

    /// <summary>Transforms rows.</summary>
    /// <exception cref="ModelInputException">The rows do not fit the model.</exception>
    /// <exception cref="UnsupportedModelException">The model is no transformer.</exception>
    public Features Transform(Features rows) => Estimator.Transform(Align(rows));

    /// <summary>How good the answers are, as Python's <c>score</c> says it: accuracy for classifiers, R² for regressors, what other
    /// classes have.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="target">What each row should be answered with; left out for models that are scored without.</param>
    /// <param name="metric">One of <see cref="EstimatorScorer.Metrics"/>; that of the class when left out.</param>
    /// <param name="weights">How much each row weighs; left out, all weigh the same.</param>
    /// <exception cref="ArgumentException">There is no metric of that name, or it weighs no rows.</exception>
    /// <exception cref="ModelInputException">The rows or the target do not fit.</exception>
    /// <exception cref="UnsupportedModelException">The model has no score, or one that is not computed.</exception>
    public double Score(Features rows, Features? target = null, string? metric = null, IReadOnlyList<double>? weights = null) =>
        EstimatorScorer.Score(Estimator, Align(rows), target, metric, weights).Value;

    /// <summary>How good the answers of AdaBoost are after each of its members, as Python's <c>staged_score</c> says it.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="target">What each row should be answered with.</param>
    /// <exception cref="ModelInputException">The rows or the target do not fit.</exception>
    /// <exception cref="UnsupportedModelException">The model has no such method.</exception>
    public IReadOnlyList<double> ScoreStages(Features rows, Features target) =>
        [.. EstimatorScorer.ScoreStages(Estimator, Align(rows), target).Select(score => score.Value)];

    /// <summary>Draws rows, as Python's <c>sample</c> does: mixtures and densities, with numpy's <c>RandomState</c>.</summary>
    /// <param name="count">How many rows.</param>
    /// <param name="seed">The seed; left out, it is the <c>random_state</c> of the model.</param>
    /// <returns>The rows, and for a mixture the component of each.</returns>
    /// <exception cref="ArgumentException">There is no seed.</exception>
    /// <exception cref="UnsupportedModelException">The model has no such method.</exception>
    public Answer Sample(int count, uint? seed = null) => Estimator.Sample(count, seed);

    /// <summary>Says what speaks for the answers to rows; an <see cref="Explainer"/> that is kept does it faster for many calls.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="options">How they are explained.</param>
    /// <exception cref="ModelInputException">The rows do not fit the model.</exception>
    /// <exception cref="UnsupportedModelException">The model has no explanation of single rows.</exception>
    public IReadOnlyList<RowExplanation> Explain(Features rows, ExplainOptions? options = null) =>
        new Explainer(Estimator).Explain(Align(rows), options);

    /// <summary>What the features count: <c>feature_importances_</c>, or <c>coef_</c> and <c>intercept_</c>.</summary>
    /// <exception cref="UnsupportedModelException">The model has neither.</exception>
    public FeatureWeights FeatureWeights => FeatureWeights.Of(Estimator);

    /// <summary>Calls a method by its Python name.</summary>
    /// <param name="method"><c>predict</c>, <c>decision_function</c>, <c>kneighbors</c>...</param>
    /// <param name="rows">The rows; for <c>inverse_transform</c> what <c>transform</c> gave.</param>
    /// <param name="options">What Python passes to the method beside the rows.</param>
    /// <exception cref="ArgumentException">There is no method of that name.</exception>
    /// <exception cref="ModelInputException">The rows do not fit the model.</exception>
    /// <exception cref="UnsupportedModelException">The model has no such method.</exception>
    /// <exception cref="OperationCanceledException">The token of the options was cancelled.</exception>
    public Answer Call(string method, Features rows, CallOptions? options = null)
    {
        Models.Methods known = Predictor.Parse(method, nameof(method));
        return Estimator.Call(known, known == Models.Methods.InverseTransform ? rows : Align(rows), options);
    }

    /// <summary>The model in a line: its class, the version that saved it, its columns and classes.</summary>
    public override string ToString()
    {
        if (_isDisposed)
        {
            return _estimator.ClassName + ", disposed of";
        }

        string library = Info.Module.Split('.')[0];
        string saved = library.Length == 0 ? "" : $" ({library}{(Info.SavedBy is { } version ? " " + version : "")})";
        string columns = Estimator.FeatureCount is { } count ? $", {count} column{(count == 1 ? "" : "s")}" : "";
        return Info.ClassName + saved + columns
            + (Classes is { } classes ? $", {classes.Count} class{(classes.Count == 1 ? "" : "es")}: {classes}" : "");
    }

    private Features Align(Features rows) => _predictor.Align(rows);
}
