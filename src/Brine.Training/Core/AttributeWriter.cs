namespace Brine.Training;

/// <summary>Collects the attributes of one estimator, as Python's object has them.</summary>
internal sealed class AttributeWriter(FitContext context, string module, string name)
{
    private readonly PyDict _attributes = new();

    internal FitContext Context { get; } = context;

    /// <summary>What was set so far.</summary>
    internal PyDict Attributes => _attributes;

    /// <summary>True where the trainer is asked for what Python's <c>fit_transform</c> gives as well.</summary>
    internal bool WantsOutput { get; set; }

    /// <summary>What <c>fit_transform</c> makes of the rows, where it is not to the bit what <c>transform</c> makes of them.</summary>
    internal Features? Output { get; set; }

    /// <summary>An estimator that was set as a parameter.</summary>
    internal PyObject Parameter(string name) => _attributes[name].As<PyObject>()!;

    internal AttributeWriter Set(string attribute, PyValue value)
    {
        _attributes[attribute] = value;
        return this;
    }

    internal AttributeWriter Set(string attribute, NDArray array) => Set(attribute, Context.Array(array));

    internal AttributeWriter Set(string attribute, double[] values, params ReadOnlySpan<int> shape) =>
        Set(attribute, NDArray.Of(values, shape));

    internal AttributeWriter SetScalar(string attribute, double value) => Set(attribute, Context.Scalar(value));

    internal AttributeWriter SetScalar(string attribute, long value) => Set(attribute, Context.Scalar(value));

    /// <summary><c>feature_names_in_</c>, where the columns have names, and <c>n_features_in_</c>.</summary>
    internal AttributeWriter SetFeatures(IReadOnlyList<string>? names, int count)
    {
        if (names is not null)
        {
            Set("feature_names_in_", NDArray.OfObjects([names.Count], [.. names.Select(column => (PyValue)column)]));
        }

        return Set("n_features_in_", count);
    }

    internal PyObject Build()
    {
        Set("_sklearn_version", Context.Version);
        return new PyObject(new PyGlobal(module, name), PyTuple.Empty, PyConstruction.NewObject) { State = _attributes };
    }
}
