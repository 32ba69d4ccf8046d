using Brine.Pickling;

namespace Brine.Models;

/// <summary>Reads lists of named steps.</summary>
internal static class StepReader
{
    /// <summary>Reads a list of (name, estimator) pairs, or (name, estimator, columns) triples; a transformer that is dropped is left
    /// out.</summary>
    /// <param name="reader">The reader of the estimator that holds the list.</param>
    /// <param name="attribute">The name of the list.</param>
    /// <param name="isUnused">Says by name and columns whether an entry plays no part; such an estimator may be untrained, so it is not
    /// read.</param>
    internal static IReadOnlyList<TransformStep> ReadAll(EstimatorReader reader, string attribute, Func<string, PyValue, bool> isUnused)
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
            if (word != "drop" && !isUnused(name, entry[entry.Count - 1]))
            {
                Estimator? estimator = entry[1].IsNone || word == "passthrough" ? null : reader.Child(entry[1], $".{attribute}[{i}]");
                steps.Add(new TransformStep(name, estimator) { GivesFrame = estimator is not null && GivesFrame(estimator.Source) });
            }
        }

        return steps;
    }

    /// <summary>True where <c>set_output</c> was told to give a frame.</summary>
    internal static bool GivesFrame(PyObject source) =>
        source.TryGetAttribute("_sklearn_output_config", out PyValue config) && config.As<PyDict>() is { } settings
        && settings.TryGetValue("transform", out PyValue form) && form.AsString() is "pandas" or "polars";
}
