using Brine.Containers;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>
/// Your own code in place of Python code that a model names and does not hold: functions of your modules, tokenizers, metrics, estimators.
/// A file picks from what is registered by exact names (<c>mymodule.clean</c>); it can name nothing that runs by itself.
/// </summary>
/// <remarks>Register everything before a model is loaded. Models are asked by many threads at once, and so is your code.</remarks>
/// <example><code>
/// var model = Model.Load("model.pkl", code => code.Register("mymodule.clean", rows => Clean(rows)));
/// </code></example>
public sealed class CustomCode : SuppliedCode
{
    private readonly Dictionary<string, CustomFunction> _functions = new(StringComparer.Ordinal);

    /// <summary>No code.</summary>
    internal static CustomCode None { get; } = new();

    /// <summary>The names that code is registered under, in the order of registration.</summary>
    public IReadOnlyCollection<string> Names => _functions.Keys;

    /// <summary>Supplies a function of rows, for FunctionTransformer and its like.</summary>
    /// <param name="name">Its module and its name in Python: <c>mymodule.clean</c>, <c>__main__.clean</c> where it was defined in a
    /// notebook.</param>
    /// <param name="function">Gives as many rows as it is given: a <see cref="Matrix"/>, a <see cref="Table"/>... What it is given is what
    /// Python's is: the data as it came, or what the step before gave.</param>
    /// <exception cref="ArgumentException">The name has no module, or is registered already.</exception>
    public CustomCode Register(string name, Func<Features, Features> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return Add(name, old => old with { OfFeatures = (rows, _) => function(rows) }, old => old.OfFeatures ?? (object?)old.OfRows);
    }

    /// <summary>Supplies a function of rows that takes the keyword arguments too which the file calls it with (<c>kw_args</c>, or those of
    /// a <c>functools.partial</c>).</summary>
    /// <param name="name">Its module and its name in Python.</param>
    /// <param name="function">Takes the rows and the arguments by their names.</param>
    /// <exception cref="ArgumentException">The name has no module, or is registered already.</exception>
    public CustomCode Register(string name, Func<Features, IReadOnlyDictionary<string, PyValue>, Features> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return Add(name, old => old with { OfFeatures = function, TakesArguments = true }, old => old.OfFeatures ?? (object?)old.OfRows);
    }

    /// <summary>Supplies a function of rows of numbers that treats each row by itself: it is compiled into row kernels too.</summary>
    /// <param name="name">Its module and its name in Python.</param>
    /// <param name="function">Writes what a row gives.</param>
    /// <param name="outputCount">How many numbers it gives; as many as the row has when left out.</param>
    /// <exception cref="ArgumentException">The name has no module, or is registered already.</exception>
    public CustomCode RegisterRows(string name, RowFunction function, int? outputCount = null)
    {
        ArgumentNullException.ThrowIfNull(function);
        if (outputCount is { } count)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(count, nameof(outputCount));
        }

        return Add(name, old => old with { OfRows = function, OutputCount = outputCount }, old => old.OfFeatures ?? (object?)old.OfRows);
    }

    /// <summary>Supplies a function that changes text: the <c>preprocessor</c> or <c>strip_accents</c> of a vectorizer.</summary>
    /// <param name="name">Its module and its name in Python.</param>
    /// <param name="function">Gives the changed text.</param>
    /// <exception cref="ArgumentException">The name has no module, or is registered already.</exception>
    public CustomCode RegisterText(string name, Func<string, string> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return Add(name, old => old with { OfText = function }, old => old.OfText);
    }

    /// <summary>Supplies a function that splits text: the <c>tokenizer</c> or <c>analyzer</c> of a vectorizer.</summary>
    /// <param name="name">Its module and its name in Python; for an object that is called, its class; for a method of an object, its class
    /// and the method.</param>
    /// <param name="function">Gives the tokens of a document, in order.</param>
    /// <exception cref="ArgumentException">The name has no module, or is registered already.</exception>
    public CustomCode RegisterTokens(string name, Func<string, IEnumerable<string>> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return Add(name, old => old with { Tokens = function }, old => old.Tokens);
    }

    /// <summary>Supplies a metric: the distance of two rows, for the neighbors of a model.</summary>
    /// <param name="name">Its module and its name in Python.</param>
    /// <param name="function">Gives the distance.</param>
    /// <exception cref="ArgumentException">The name has no module, or is registered already.</exception>
    public CustomCode RegisterMetric(string name, PairFunction function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return Add(name, old => old with { OfPairs = function }, old => old.OfPairs);
    }

    /// <summary>Supplies a class: a transformer, or any other estimator.</summary>
    /// <param name="name">Its module and its name in Python.</param>
    /// <param name="make">Makes the estimator of the attributes that the file has. It is called once for each object of the class, when
    /// the model is loaded.</param>
    /// <exception cref="ArgumentException">The name has no module, or is registered already.</exception>
    public CustomCode RegisterEstimator(string name, Func<EstimatorAttributes, CustomEstimator> make)
    {
        ArgumentNullException.ThrowIfNull(make);
        return Add(name, old => old with { Makes = make }, old => old.Makes ?? (object?)old.ReadAs);
    }

    /// <summary>Says that a class of yours is one that Brine runs under another name: a subclass that changes nothing of what the methods
    /// compute, or one that a package moved.</summary>
    /// <param name="name">The module and the name of your class in Python.</param>
    /// <param name="knownClass">One of <c>EstimatorTable.Names</c>, such as <c>sklearn.linear_model.LogisticRegression</c>.</param>
    /// <exception cref="ArgumentException">A name has no module, or your class is registered already.</exception>
    public CustomCode RegisterAs(string name, string knownClass)
    {
        PyGlobal known = Split(knownClass, nameof(knownClass));
        return Add(name, old => old with { ReadAs = known }, old => old.Makes ?? (object?)old.ReadAs);
    }

    /// <summary>What is registered under a name, or null.</summary>
    internal CustomFunction? Find(string? name) => name is null ? null : _functions.GetValueOrDefault(name);

    private CustomCode Add(string name, Func<CustomFunction, CustomFunction> add, Func<CustomFunction, object?> given)
    {
        Split(name, nameof(name));
        CustomFunction old = _functions.GetValueOrDefault(name) ?? new CustomFunction();
        if (given(old) is not null)
        {
            throw new ArgumentException($"{name} is registered already", nameof(name));
        }

        _functions[name] = add(old);
        return this;
    }

    private static PyGlobal Split(string name, string parameter)
    {
        ArgumentException.ThrowIfNullOrEmpty(name, parameter);
        int dot = name.LastIndexOf('.');
        return dot > 0 && dot < name.Length - 1 && !name.Contains('<', StringComparison.Ordinal)
            ? new PyGlobal(name[..dot], name[(dot + 1)..])
            : throw new ArgumentException($"'{name}' is no name of a module and a function or class in it, as mymodule.clean", parameter);
    }
}
