using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>The attributes of an object in a file, for code that makes an estimator of it. What is missing is named in the error.</summary>
public sealed class EstimatorAttributes
{
    private readonly EstimatorReader _reader;
    private readonly List<EstimatorChild> _children = [];

    internal EstimatorAttributes(EstimatorReader reader) => _reader = reader;

    /// <summary>The object in the file.</summary>
    public PyObject Source => _reader.Source;

    /// <summary>The name of the class in Python, without its module.</summary>
    public string ClassName => _reader.ClassName;

    /// <summary>Where the object stands in the file: <c>model.steps[1]</c>...</summary>
    public string Path => _reader.Path;

    /// <summary>The names of all attributes, in the order of the file.</summary>
    public IReadOnlyList<string> Names => [.. (Source.Attributes ?? []).Select(attribute => attribute.Key.AsString()).OfType<string>()];

    /// <summary>The estimators that were asked for.</summary>
    internal IReadOnlyList<EstimatorChild> Children => _children;

    /// <summary>True when the attribute is there and is not None.</summary>
    public bool Has(string name) => _reader.Has(name);

    /// <summary>An attribute as the file has it.</summary>
    /// <exception cref="UnsupportedModelException">There is no such attribute.</exception>
    public PyValue Value(string name) => _reader.Value(name);

    /// <summary>An array, or a list or tuple of numbers as one.</summary>
    /// <exception cref="UnsupportedModelException">There is no such array.</exception>
    public NDArray Array(string name) => _reader.Array(name);

    /// <summary>A number.</summary>
    /// <exception cref="UnsupportedModelException">There is no such number, and no fallback.</exception>
    public double Number(string name, double? fallback = null) => _reader.Double(name, fallback);

    /// <summary>A whole number.</summary>
    /// <exception cref="UnsupportedModelException">There is no such number, and no fallback.</exception>
    public int Integer(string name, int? fallback = null) => _reader.Int(name, fallback);

    /// <summary>A bool; the fallback where there is none.</summary>
    public bool Flag(string name, bool fallback = false) => _reader.Flag(name, fallback);

    /// <summary>A text; null where there is none.</summary>
    public string? Text(string name) => _reader.Text(name);

    /// <summary>The texts of a list, a tuple or an array.</summary>
    /// <exception cref="UnsupportedModelException">There is no such list, or it holds something else.</exception>
    public IReadOnlyList<string> Texts(string name)
    {
        string?[] texts = [.. Items(name).Select(item => item.AsString())];
        return texts.Contains(null) ? throw _reader.Missing(name) : (string[])texts!;
    }

    /// <summary>The labels of a classifier, as <c>classes_</c> has them.</summary>
    /// <exception cref="UnsupportedModelException">There is no such array.</exception>
    public Labels Labels(string name = "classes_") => _reader.Labels(name);

    /// <summary>An estimator in an attribute: one that Brine runs, or another of yours.</summary>
    /// <exception cref="UnsupportedModelException">There is no such attribute, or it cannot run.</exception>
    public Estimator Estimator(string name) => Keep(name, _reader.Child(name));

    /// <summary>The estimators of a list or tuple.</summary>
    /// <exception cref="UnsupportedModelException">There is no such list, or one of them cannot run.</exception>
    public IReadOnlyList<Estimator> Estimators(string name) =>
        [.. Items(name).Select((item, i) => Keep($"{name}[{i}]", _reader.Child(item, $".{name}[{i}]")))];

    private Estimator Keep(string name, Estimator estimator)
    {
        _children.Add(new EstimatorChild(name, estimator));
        return estimator;
    }

    private IEnumerable<PyValue> Items(string name)
    {
        PyValue value = Value(name);
        return (IEnumerable<PyValue>?)value.As<PyList>() ?? (IEnumerable<PyValue>?)value.As<PyTuple>()
            ?? NDArray.From(value)?.Elements() ?? throw _reader.Missing(name);
    }
}
