using Brine.Pickling;

namespace Brine.Models;

/// <summary>What an estimator is, apart from what it computes with: its class, its place in the file, its parameters, the columns of its
/// training.</summary>
public sealed class EstimatorInfo
{
    private readonly Lazy<IReadOnlyDictionary<string, PyValue>> _parameters;

    internal EstimatorInfo(EstimatorReader reader)
    {
        Source = reader.Source;
        Path = reader.Path;
        ReadAs = reader.ReadAs;
        FeatureNamesIn = reader.FeatureNamesIn;
        FeatureCount = reader.FeatureCount;
        SavedVersion = reader.SavedBy;
        _parameters = new(() => ReadParameters(Source));
    }

    /// <summary>The object in the file that the model was read from.</summary>
    public PyObject Source { get; }

    /// <summary>The name of the class in Python, without its module.</summary>
    public string ClassName => Source.Class?.Name ?? "object";

    /// <summary>The module of the class as the file names it, such as <c>sklearn.linear_model._ridge</c>.</summary>
    public string Module => Source.Class?.Module ?? "";

    /// <summary>Where the model stands in the file: <c>model</c>, <c>model.steps[1]</c>...</summary>
    public string Path { get; }

    /// <summary><c>feature_names_in_</c>: the columns that the model was trained on, or null where they had no names.</summary>
    public IReadOnlyList<string>? FeatureNamesIn { get; }

    /// <summary><c>n_features_in_</c>: how many columns the model was trained on, or null where the file does not say.</summary>
    public int? FeatureCount { get; }

    /// <summary>The version of the library that saved the model, such as <c>1.2.1</c>; null where the file does not say.</summary>
    public string? SavedBy => SavedVersion.IsKnown ? SavedVersion.ToString() : null;

    /// <summary>The parameters of the constructor with the values that the file has, in its order: <c>alpha</c>,
    /// <c>max_iter</c>...</summary>
    public IReadOnlyDictionary<string, PyValue> Parameters => _parameters.Value;

    internal SavedVersion SavedVersion { get; }

    /// <summary>The class of scikit-learn's that the object was read as because the user said so.</summary>
    internal PyGlobal? ReadAs { get; }

    /// <summary>What training leaves ends with a line or is private; the other attributes are what the constructor was given.</summary>
    private static Dictionary<string, PyValue> ReadParameters(PyObject source)
    {
        var parameters = new Dictionary<string, PyValue>(StringComparer.Ordinal);
        foreach ((PyValue key, PyValue value) in source.Attributes ?? [])
        {
            if (key.AsString() is { Length: > 0 } name && name[0] != '_' && name[^1] != '_')
            {
                parameters[name] = value;
            }
        }

        return parameters;
    }
}
