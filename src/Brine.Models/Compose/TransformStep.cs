using Brine.Pickling;

namespace Brine.Models;

/// <summary>A named part of a pipeline, a union or a column transformer. One without an estimator passes its columns through.</summary>
/// <param name="Name">The name that the user gave it.</param>
/// <param name="Estimator">The transformer, or null for <c>'passthrough'</c>.</param>
internal sealed record TransformStep(string Name, Estimator? Estimator)
{
    /// <summary>True when Python returns a data frame: <c>set_output(transform="pandas")</c>.</summary>
    private readonly bool _isNamed = Estimator is not null && IsNamed(Estimator.Source);

    internal bool Has(Methods method) => Estimator?.Methods.HasFlag(method) ?? true;

    internal Features Transform(Features x)
    {
        if (Estimator is null)
        {
            return x;
        }

        Features output = Estimator.Transform(x);
        return _isNamed && output is not SparseMatrix && Has(Methods.GetFeatureNamesOut)
            && Estimator.OwnNamesOut(x) is { } names && names.Count == output.ColumnCount
            ? FeatureStack.Named([output], names)
            : output;
    }

    /// <summary>The names of the columns it gives, or null where there were none and it passes them through.</summary>
    internal IReadOnlyList<string>? NamesOut(IReadOnlyList<string>? names) => Estimator is null ? names : Estimator.FeatureNamesOut(names);

    /// <summary>The transformation of one row, or null where it has no such form.</summary>
    internal RowKernel? Kernel(int width) => Estimator is null ? new CopyKernel(width)
        : Estimator.Kernel(Methods.Transform) is { } kernel && kernel.InputCount == width ? kernel : null;

    internal static bool IsNamed(PyObject source) =>
        source.TryGetAttribute("_sklearn_output_config", out PyValue config) && config.As<PyDict>() is { } settings
        && settings.TryGetValue("transform", out PyValue form) && form.AsString() is "pandas" or "polars";

    /// <summary>Reads a list of (name, estimator) pairs, or (name, estimator, columns) triples; a transformer that is dropped is left out.</summary>
    /// <param name="reader">The reader of the estimator that holds the list.</param>
    /// <param name="attribute">The name of the list.</param>
    /// <param name="isUnused">Says by name and columns whether an entry plays no part; such an estimator may be untrained, so it is not read.</param>
    internal static IReadOnlyList<TransformStep> ReadAll(EstimatorReader reader, string attribute, Func<string, PyValue, bool>? isUnused = null)
    {
        if (reader.Value(attribute).As<PyList>() is not { } entries)
        {
            throw reader.Missing(attribute);
        }

        var steps = new List<TransformStep>(entries.Count);
        for (int i = 0; i < entries.Count; i++)
        {
            IReadOnlyList<PyValue>? entry = entries[i].As<PyTuple>() as IReadOnlyList<PyValue> ?? entries[i].As<PyList>();
            if (entry is not { Count: 2 or 3 } || entry[0].AsString() is not { } name)
            {
                throw reader.Unsupported($"entry {i} of {attribute} that is no (name, estimator)");
            }

            string? word = entry[1].AsString();
            if (word != "drop" && !(isUnused?.Invoke(name, entry[entry.Count - 1]) ?? false))
            {
                steps.Add(new TransformStep(name, entry[1].IsNone || word == "passthrough" ? null : reader.Child(entry[1], $".{attribute}[{i}]")));
            }
        }

        return steps;
    }
}
