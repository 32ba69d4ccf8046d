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

    private Model(Estimator estimator, PyValue value, ModelFile? file = null)
    {
        _estimator = estimator;
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

    /// <summary>The methods that the model has, by their Python names.</summary>
    public IReadOnlyList<string> Methods => MethodNames.List(Estimator.Methods);

    /// <summary>The classes that a classifier tells apart, in the order of its probabilities; null for others.</summary>
    public Labels? Classes => Estimator.Classes;

    /// <summary>The columns that the model was trained on, or null where they had no names.</summary>
    public IReadOnlyList<string>? FeatureNames => Estimator.FeatureNamesIn;

    /// <summary>Makes a model of a value that was loaded before.</summary>
    /// <exception cref="UnsupportedModelException">The value is no model, or one that cannot run yet.</exception>
    public static Model From(PyValue value) => new(EstimatorTable.Read(value), value);

    /// <summary>Reads data for this model: text is read by what the model knows of its columns, and columns are found by their names.</summary>
    /// <param name="path">A CSV, JSON, <c>.npy</c>, <c>.npz</c> or pickle file, compressed or not.</param>
    /// <param name="options">How the data is written, where that should not be found out.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ModelInputException">The data cannot be read, or lacks a column.</exception>
    /// <exception cref="PickleFormatException">The array file is corrupt.</exception>
    public Features Read(string path, DataOptions? options = null) => Align(DataFile.Read(path, (options ?? DataOptions.Default) with { Model = Estimator }));

    /// <summary>Predicts a label or a number for each row.</summary>
    /// <param name="rows">Numbers (<c>double[,]</c>, <c>double[][]</c>), documents (<c>string[]</c>), a <see cref="Matrix"/>, a <see cref="Table"/> whose columns are found by their names...</param>
    /// <exception cref="ModelInputException">The rows do not fit the model.</exception>
    /// <exception cref="UnsupportedModelException">The model does not predict.</exception>
    public NDArray Predict(Features rows) => Estimator.Call(Models.Methods.Predict, Align(rows)).ToArray();

    /// <summary>The probability of each class for each row.</summary>
    /// <exception cref="ModelInputException">The rows do not fit the model.</exception>
    /// <exception cref="UnsupportedModelException">The model has no probabilities.</exception>
    public NDArray PredictProba(Features rows) => Estimator.Call(Models.Methods.PredictProba, Align(rows)).ToArray();

    /// <summary>Transforms rows.</summary>
    /// <exception cref="ModelInputException">The rows do not fit the model.</exception>
    /// <exception cref="UnsupportedModelException">The model is no transformer.</exception>
    public Features Transform(Features rows) => Estimator.Transform(Align(rows));

    /// <summary>Calls a method by its Python name.</summary>
    /// <param name="method"><c>predict</c>, <c>decision_function</c>, <c>kneighbors</c>...</param>
    /// <param name="rows">The rows.</param>
    /// <exception cref="ArgumentException">There is no method of that name.</exception>
    /// <exception cref="ModelInputException">The rows do not fit the model.</exception>
    /// <exception cref="UnsupportedModelException">The model has no such method.</exception>
    public Answer Call(string method, Features rows) => MethodNames.Parse(method) is var known and not Models.Methods.None
        ? Estimator.Call(known, known == Models.Methods.InverseTransform ? rows : Align(rows))
        : throw new ArgumentException($"there is no method '{method}'; there are {string.Join(", ", MethodNames.All)}", nameof(method));

    /// <summary>The columns of a table are found by their names.</summary>
    private Features Align(Features rows) => TableAlignment.Align(Estimator, rows, out _);
}
