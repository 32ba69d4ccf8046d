using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>
/// A trained model that runs: immutable, and safe to share between threads. Which methods it has is said by <see cref="Methods"/>;
/// the others throw <see cref="UnsupportedModelException"/>.
/// </summary>
public abstract class Estimator
{
    private protected Estimator(EstimatorInfo info) => Info = info;

    /// <summary>What the estimator is: class, parameters, version, columns of its training.</summary>
    public EstimatorInfo Info { get; }

    /// <summary>What the estimator computes with.</summary>
    public abstract EstimatorForm Form { get; }

    /// <summary>The estimators inside of this one: the steps of a pipeline, the best model of a search...</summary>
    public IReadOnlyList<EstimatorChild> Children => Form.Children;

    /// <summary>The object in the file that the model was read from.</summary>
    public PyObject Source => Info.Source;

    /// <summary>The name of the class in Python, without its module.</summary>
    public string ClassName => Info.ClassName;

    /// <summary>Where the model stands in the file: <c>model</c>, <c>model.steps[1]</c>...</summary>
    public string Path => Info.Path;

    /// <summary>The methods that the model has.</summary>
    public abstract Methods Methods { get; }

    /// <summary><c>classes_</c>: what a classifier tells apart, in the order of its probabilities; null for others, and where there are
    /// several outputs.</summary>
    public virtual Labels? Classes => null;

    /// <summary><c>feature_names_in_</c>: the columns that the model was trained on, or null where they had no names.</summary>
    public virtual IReadOnlyList<string>? FeatureNamesIn => Info.FeatureNamesIn;

    /// <summary>
    /// What the model knows of the values of the columns that it was trained on, one for each of them: categories, documents, what a
    /// missing value is. Data in text formats is read by it. Null where the model knows nothing.
    /// </summary>
    public virtual IReadOnlyList<ColumnKind>? InputKinds => null;

    /// <summary>True when <c>transform</c> gives every column at the place at which it came, so that what the next step knows of it holds
    /// for this one too.</summary>
    internal virtual bool KeepsColumns => false;

    /// <summary>True when the model picks its columns by name itself, and may do without some of those it was trained on: a
    /// ColumnTransformer.</summary>
    public virtual bool FindsColumnsByName => false;

    /// <summary><c>n_features_in_</c>: how many columns the model was trained on, or null where the file does not say.</summary>
    public virtual int? FeatureCount => Info.FeatureCount;

    /// <summary>Calls a method.</summary>
    /// <param name="method">One method that <see cref="Methods"/> has.</param>
    /// <param name="x">The rows; for <c>inverse_transform</c> what <c>transform</c> gave.</param>
    /// <param name="options">What Python passes beside the rows; the defaults of the method when left out.</param>
    /// <exception cref="UnsupportedModelException">The model has no such method.</exception>
    /// <exception cref="ModelInputException">The rows do not fit the model.</exception>
    /// <exception cref="OperationCanceledException">The token of the options was cancelled, which is looked at before each step of the
    /// model.</exception>
    public Answer Call(Methods method, Features x, CallOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(x);
        options ??= CallOptions.Default;
        options.CancellationToken.ThrowIfCancellationRequested();
        if (!Methods.HasFlag(method) || method == Methods.None)
        {
            throw Unsupported(method);
        }

        x = Admit(method, x);
        return method == Methods.GetFeatureNamesOut ? Objects(OwnNamesOut(x)) : Run(method, x, options);
    }

    /// <summary>True where <see cref="Sample"/> draws rows.</summary>
    public virtual bool CanSample => false;

    /// <summary>Python's <c>sample</c>: draws rows, the same ones as numpy's <c>RandomState</c> with that seed.</summary>
    /// <param name="count">How many rows.</param>
    /// <param name="seed">The seed; left out, it is the <c>random_state</c> of the model.</param>
    /// <returns>The rows, and for a mixture the component of each.</returns>
    /// <exception cref="ArgumentException">There is no seed: Python would draw other rows each time.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The count is below one.</exception>
    /// <exception cref="UnsupportedModelException">The model has no such method.</exception>
    public Answer Sample(int count, uint? seed = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return SampleCore(count, seed);
    }

    private protected virtual Answer SampleCore(int count, uint? seed) =>
        throw new UnsupportedModelException("UnsupportedMethod", $"{ClassName} has no sample", Path);

    /// <summary>The seed that a call names, or that of the model.</summary>
    private protected uint SeedOf(uint? seed) => seed
        ?? (Info.Parameters.TryGetValue("random_state", out PyValue own) && own.TryGetInt64(out long number)
            && number is >= 0 and <= uint.MaxValue ? (uint)number
        : throw new ArgumentException($"{ClassName} has no random_state that is an int, so that Python draws other rows each time: name a "
            + "seed", nameof(seed)));

    /// <summary>What a method takes; everything else is refused, as Python refuses it.</summary>
    /// <param name="method">One method that <see cref="Methods"/> has.</param>
    public abstract InputContract Inputs(Methods method);

    /// <summary>The method compiled for one row at a time, or null where it has no such form (text, tables, neighbours...).</summary>
    /// <param name="method"><c>predict</c>, <c>predict_proba</c>, <c>decision_function</c> or <c>transform</c>.</param>
    public RowKernel? Kernel(Methods method) => KernelCore(method)?.Guard(this, Inputs(method));

    /// <summary>Transforms rows; what transformers do inside a pipeline.</summary>
    /// <exception cref="UnsupportedModelException">The model is no transformer.</exception>
    /// <exception cref="ModelInputException">The rows do not fit the model.</exception>
    public Features Transform(Features x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return TransformCore(Admit(Methods.Transform, x));
    }

    /// <summary>The names of the columns that <c>transform</c> gives.</summary>
    /// <param name="names">The names of the input columns, or null to number them x0, x1...</param>
    /// <exception cref="UnsupportedModelException">The model has no names for its output.</exception>
    public virtual IReadOnlyList<string> FeatureNamesOut(IReadOnlyList<string>? names) => throw Unsupported(Methods.GetFeatureNamesOut);

    /// <summary>
    /// <c>get_feature_names_out()</c> without an argument: the names of the training, or x0, x1... where it had none, whatever the data
    /// calls its columns. Only where the file does not say how many columns there are do those of the data stand in.
    /// </summary>
    internal IReadOnlyList<string> OwnNamesOut(Features x) =>
        FeatureNamesOut(FeatureNamesIn ?? (FeatureCount is null ? x.ColumnNames : null));

    /// <summary>Makes the kernel of a method; one of its own, or that of a part, which checks what it is given itself.</summary>
    private protected virtual RowKernel? KernelCore(Methods method) => null;

    /// <summary>True where the values of a dense matrix are looked at while they are converted, and need no pass before it.</summary>
    private protected virtual bool ChecksValues => false;

    /// <summary>Refuses what a method does not take. Models that only hand rows on to their parts leave that to them.</summary>
    /// <returns>The data; a table of numbers as a matrix.</returns>
    private protected virtual Features Admit(Methods method, Features x)
    {
        if (method == Methods.GetFeatureNamesOut)
        {
            CheckColumns(x);
            return x;
        }

        InputContract contract = Inputs(method);
        if (method != Methods.InverseTransform)
        {
            CheckNames(contract, x);
            x = InputCheck.Apply(this, contract, x, !ChecksValues);
            CheckColumns(x);
            return x;
        }

        return InputCheck.Apply(this, contract, x, looksAtValues: true);
    }

    /// <summary>Answers a method; the rows are admitted. An estimator answers those that it has, and leaves the others to its
    /// base.</summary>
    private protected virtual Answer Run(Methods method, Features x, CallOptions options) => method switch
    {
        Methods.Transform => Answer.Of(TransformCore(x)),
        Methods.PredictLogProba => Logarithm(Run(Methods.PredictProba, x, options)),
        _ => throw Unsupported(method),
    };

    private protected virtual Features TransformCore(Features x) => throw Unsupported(Methods.Transform);

    /// <summary>Refuses rows of another width than the model was trained on.</summary>
    private protected virtual void CheckColumns(Features x)
    {
        if (FeatureCount is { } count && x.ColumnCount != count)
        {
            throw new ModelInputException("InputFeatures",
                $"the data has {x.ColumnCount} columns and {ClassName} was trained on {count}"
                    + (FeatureNamesIn is { } names ? ": " + string.Join(", ", names.Take(20)) : "")
                    + (x.ColumnCount == count + 1 && x.ColumnNames?[0] == InputNames.PandasIndex
                        ? $"; the first column, '{InputNames.PandasIndex}', is the index that pandas writes: leave it out" : ""));
        }
    }

    /// <summary><c>_check_feature_names</c>: rows whose columns have other names than those of the training, or the same in another order,
    /// are refused.</summary>
    private protected void CheckNames(InputContract contract, Features x)
    {
        // Other names than those of the training were a warning in 1.0 and 1.1.
        if (Info.SavedVersion.IsAtLeast(1, 2)
            && contract.Kind is InputKind.Numbers or InputKind.Columns or InputKind.Cells or InputKind.Values
            && FeatureNamesIn is { } trained && x.ColumnNames is { } given && !given.SequenceEqual(trained))
        {
            bool isOrder = given.Count == trained.Count && given.All(trained.Contains);
            throw new ModelInputException("InputColumns", (isOrder
                ? $"the columns are those that {ClassName} was trained on, in another order; it needs them as "
                : $"the data has the columns {string.Join(", ", given.Take(20))}{(given.Count > 20 ? "..." : "")}, and {ClassName} was "
                    + "trained on ") + string.Join(", ", trained.Take(20)) + (trained.Count > 20 ? "..." : ""));
        }
    }

    private protected UnsupportedModelException Unsupported(Methods method) =>
        new("UnsupportedMethod", $"{ClassName} has no {MethodNames.Of(method)}; it has {string.Join(", ", MethodNames.List(Methods))}",
            Path);

    private protected static Answer Logarithm(Answer probabilities) => probabilities.Parts is { } parts
        ? Answer.Of([.. parts.Select(Logarithm)])
        : LogarithmOf(probabilities.ToArray());

    private static NDArray Objects(IReadOnlyList<string> texts) =>
        NDArray.OfObjects([texts.Count], [.. texts.Select(text => (PyValue)text)]);

    private static NDArray LogarithmOf(NDArray array) => array.TryGetSpan(out ReadOnlySpan<float> singles)
        ? NDArray.Of(System.Array.ConvertAll(singles.ToArray(), NumpySingle.Log), array.Shape)
        : NDArray.Of(System.Array.ConvertAll(array.ToDoubles(), Math.Log), array.Shape);
}
