using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>The parameter <c>stop_words</c>: the built-in English list, or a collection of words.</summary>
internal static class StopWords
{
    private static readonly Lazy<HashSet<string>> English = new(
        () => new(TextData.Lines("english_stop_words.txt"), StringComparer.Ordinal));

    /// <summary>The words, or null where there are none.</summary>
    internal static HashSet<string>? Read(EstimatorReader reader)
    {
        PyValue value = reader.ValueOrNone("stop_words");
        if (value.IsNone)
        {
            return null;
        }

        if (value.AsString() is { } name)
        {
            return name == "english" ? English.Value : throw reader.Unsupported($"stop_words='{name}'");
        }

        IEnumerable<PyValue>? words = (IEnumerable<PyValue>?)value.As<PySet>() ?? (IEnumerable<PyValue>?)value.As<PyList>()
            ?? (IEnumerable<PyValue>?)value.As<PyTuple>()
            ?? NDArray.From(value)?.Elements() ?? value.As<PyDict>()?.Select(entry => entry.Key);
        return words is null ? throw reader.Unsupported($"stop_words={value}")
            : new(words.Select(word => word.AsString()).OfType<string>(), StringComparer.Ordinal);
    }
}
