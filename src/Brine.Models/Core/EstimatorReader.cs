using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>Reads the attributes of one estimator out of the file, and says which one is missing and where.</summary>
internal sealed class EstimatorReader
{
    private const int MaxNesting = 64;
    private const int MaxEstimators = 1 << 17;

    private readonly ChildReader? _readChild;
    private readonly int _depth;
    private readonly ReadContext _context;

    /// <param name="source">The object.</param>
    /// <param name="path">Where it stands.</param>
    /// <param name="readChild">Reads an estimator inside of this one; null for objects that have none.</param>
    /// <param name="depth">How deep it stands in other estimators.</param>
    /// <param name="context">What all estimators of the model share.</param>
    internal EstimatorReader(PyObject source, string path, ChildReader? readChild = null, int depth = 0, ReadContext? context = null)
    {
        Source = source;
        Path = path;
        _readChild = readChild;
        _depth = depth;
        _context = context ?? new ReadContext();

        // A file can name one estimator twice in another, that twice in a third...: few bytes, and a model without end.
        if (++_context.EstimatorCount > MaxEstimators)
        {
            throw new PickleLimitException("LimitNesting", $"the model holds more than {MaxEstimators} estimators: {path}");
        }

        if (depth > MaxNesting)
        {
            throw new PickleLimitException("LimitNesting", $"estimators nest deeper than {MaxNesting}: {path}");
        }
    }

    internal PyObject Source { get; }

    /// <summary>What the estimator is, for its constructor.</summary>
    internal EstimatorInfo Info => new(this);

    internal string Path { get; }

    /// <summary>The class that the object is read as.</summary>
    internal string ClassName => ReadAs?.Name ?? Source.Class?.Name ?? "object";

    /// <summary>The class of scikit-learn's that the user says his own is; null where it is read as what it is.</summary>
    internal PyGlobal? ReadAs { get; init; }

    /// <summary>The user's code.</summary>
    internal CustomCode Code => _context.Code;

    internal IReadOnlyList<string>? FeatureNamesIn =>
        TryArray("feature_names_in_", out NDArray? names) ? [.. names!.ToStrings().Select(name => name ?? "")] : null;

    internal int? FeatureCount =>
        TryInt("n_features_in_", out int count) || TryInt("n_features_", out count) ? count : null;

    /// <summary>scikit-learn's version that saved the estimator.</summary>
    internal SavedVersion SavedBy => SavedVersion.Of(Source);

    /// <summary>True when the attribute is there and is not None.</summary>
    internal bool Has(string name) => Source.TryGetAttribute(name, out PyValue value) && !value.IsNone;

    /// <summary>The attribute; the first of several names that is there.</summary>
    internal PyValue Value(params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (Source.TryGetAttribute(name, out PyValue value))
            {
                return value;
            }
        }

        throw Missing(names[0]);
    }

    internal PyValue ValueOrNone(string name) => Source.TryGetAttribute(name, out PyValue value) ? value : default;

    internal bool TryArray(string name, out NDArray? array)
    {
        array = Source.TryGetAttribute(name, out PyValue value) ? ArrayOf(value) : null;
        return array is not null;
    }

    /// <summary>The array of an attribute; the first of several names that is there. A list of numbers counts as an array.</summary>
    internal NDArray Array(params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (TryArray(name, out NDArray? array))
            {
                return array!;
            }
        }

        throw Missing(names[0]);
    }

    internal double[] Doubles(params ReadOnlySpan<string> names) => Array(names).ToDoubles();

    internal Labels Labels(params ReadOnlySpan<string> names) =>
        new(names[0] == "classes_" && EncodedClasses is { } classes ? classes : Array(names));

    /// <summary>Up to 0.15 linear models on liblinear keep their classes in a LabelEncoder alone, <c>_enc</c>; null where they do
    /// not.</summary>
    internal NDArray? EncodedClasses =>
        !Has("classes_") && ValueOrNone("_enc").As<PyObject>() is { } encoder && encoder.TryGetAttribute("classes_", out PyValue classes)
            ? ArrayOf(classes) : null;

    /// <summary>True when training left something: attributes with a line at their end, or private ones.</summary>
    private bool IsTrained => Source.Attributes is { } attributes
        && attributes.Any(
            attribute => attribute.Key.AsString() is { Length: > 1 } name && (name[^1] == '_' || name[0] == '_')
                && name != SavedVersion.Attribute && !attribute.Value.IsNone);

    internal double Double(string name, double? fallback = null)
    {
        PyValue value = ValueOrNone(name);
        return value.TryGetDouble(out double number) ? number
            : NDArray.From(value) is { Length: 1 } array ? array.ToDoubles()[0]
            : fallback ?? throw Missing(name);
    }

    internal bool TryInt(string name, out int number)
    {
        number = 0;
        PyValue value = ValueOrNone(name);
        long integer;
        bool found = value.TryGetInt64(out integer) || (NDArray.From(value) is { Length: 1 } array && array[0].TryGetInt64(out integer));
        number = found && integer is >= int.MinValue and <= int.MaxValue ? (int)integer : 0;
        return found;
    }

    internal int Int(string name, int? fallback = null) => TryInt(name, out int number) ? number : fallback ?? throw Missing(name);

    internal bool Flag(string name, bool fallback)
    {
        PyValue value = ValueOrNone(name);
        return value.TryGetInt64(out long flag) ? flag != 0
            : NDArray.From(value) is { IsScalar: true } scalar && scalar[0].TryGetInt64(out flag) ? flag != 0 : fallback;
    }

    internal string? Text(string name) => ValueOrNone(name).AsString();

    /// <summary>An estimator inside this one.</summary>
    internal Estimator Child(PyValue value, string step) =>
        (_readChild ?? throw new InvalidOperationException($"{Path} is an object without estimators inside"))(value, Path + step,
            _depth + 1, _context);

    internal Estimator Child(string name) => Child(Value(name), "." + name);

    internal UnsupportedModelException Missing(string name) => new(
        "MissingAttribute",
        !IsTrained
            ? $"{ClassName} has no {name}{(Source.Attributes is { Count: > 0 } ? "" : ", nor any other attribute")}: it was never "
                + "trained (fit)"
        : Source.TryGetAttribute(name, out PyValue value) && !value.IsNone
            ? $"the {name} of {ClassName} is {What(value)}, which Brine does not read"
        : $"{ClassName} has no {name}, though it was trained: it is of a version{(SavedBy.IsKnown ? $" ({SavedBy})" : "")} that Brine does "
            + "not know, or was changed after that",
        Path) { IsUntrained = !IsTrained };

    private static string What(PyValue value) =>
        value.As<PyObject>()?.Class is { } type ? $"an object of {type.FullName}" : value.Kind.WithArticle();

    /// <summary>Python code that the model calls and the file does not hold: says what is to be supplied.</summary>
    /// <param name="parameter">The attribute that names the code.</param>
    /// <param name="code">The code.</param>
    /// <param name="how">The call that supplies it, after the name: <c>RegisterTokens</c>.</param>
    /// <param name="function">What it takes and gives, as a lambda.</param>
    internal UnsupportedModelException NeedsCode(string parameter, CodeReference code, string how, string function) => new(
        "CustomCode",
        $"{ClassName} calls {parameter}={code.Text}, Python code that Brine does not run; " + (code.Name is null
            ? "it has no name by which your own could stand in: define it in a module, and save the model again"
            : $"supply it in C#: Model.Load(path, code => code.{how}(\"{code.Name}\", {function}))"),
        Path);

    internal UnsupportedModelException Unsupported(string what) =>
        new("UnsupportedOption", $"{ClassName} with {what} cannot run yet", Path);

    internal static NDArray? ArrayOf(PyValue value)
    {
        if (value.As<PyList>() is not { } list)
        {
            return value.As<PyTuple>() is { Count: > 0 } tuple ? NDArray.OfObjects([tuple.Count], tuple) : NDArray.From(value);
        }

        return list.TryGetDoubles(out ReadOnlySpan<double> doubles) ? NDArray.Of(doubles.ToArray())
            : list.TryGetInt64s(out ReadOnlySpan<long> longs) ? NDArray.Of(longs.ToArray())
            : NDArray.OfObjects([list.Count], list);
    }
}
