using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>Reads vocabularies.</summary>
internal static class VocabularyReader
{
    /// <summary>The terms in the order of their columns: those of <c>vocabulary_</c>, or of the parameter <c>vocabulary</c>, which works
    /// without training.</summary>
    internal static string[] Terms(EstimatorReader reader)
    {
        PyValue value = reader.Has("vocabulary_") ? reader.ValueOrNone("vocabulary_") : reader.ValueOrNone("vocabulary");
        List<KeyValuePair<string, int>> entries = value.As<PyDict>() is { } dict || (dict = value.As<PyObject>()?.DictItems) is not null
            ? FromDict(reader, dict)
            : value.IsNone ? throw reader.Missing("vocabulary_")
            : FromCollection(reader, value);
        var terms = new string[entries.Count];
        foreach ((string term, int column) in entries)
        {
            if (column < 0 || column >= terms.Length || terms[column] is not null)
            {
                throw new PickleFormatException("FormatShape",
                    $"the vocabulary of {reader.ClassName} gives column {column} twice, or has none; the file is corrupt");
            }

            terms[column] = term;
        }

        return terms;
    }

    private static List<KeyValuePair<string, int>> FromDict(EstimatorReader reader, PyDict dict)
    {
        var entries = new List<KeyValuePair<string, int>>(dict.Count);
        for (int i = 0; i < dict.Count; i++)
        {
            string term = TermOf(dict.Keys[i]) ?? throw reader.Unsupported($"the term {dict.Keys[i]}, which is no text,");
            PyValue value = dict.Values[i];
            bool known = value.TryGetInt64(out long column)
                || (NDArray.From(value) is { IsScalar: true } scalar && scalar[0].TryGetInt64(out column));
            entries.Add(new(term, known && column is >= 0 and <= int.MaxValue ? (int)column : -1));
        }

        return entries;
    }

    /// <summary>A text, or numpy's scalar of one, which a function of the user's may have cut out of an array.</summary>
    private static string? TermOf(PyValue value) =>
        value.AsString() ?? (NDArray.From(value) is { IsScalar: true } scalar ? scalar[0].AsString() : null);

    /// <summary><c>_validate_vocabulary</c>: a set is sorted, a sequence keeps its order.</summary>
    private static List<KeyValuePair<string, int>> FromCollection(EstimatorReader reader, PyValue value)
    {
        IEnumerable<PyValue> items = (IEnumerable<PyValue>?)value.As<PySet>() ?? (IEnumerable<PyValue>?)value.As<PyList>()
            ?? (IEnumerable<PyValue>?)value.As<PyTuple>()
            ?? NDArray.From(value)?.Elements() ?? throw reader.Unsupported("a vocabulary that is no dict, list or set");
        List<string> terms = [.. items.Select(item => TermOf(item) ?? throw reader.Unsupported($"the term {item}, which is no text,"))];
        if (value.As<PySet>() is not null)
        {
            terms.Sort(PythonText.Compare);
        }

        return [.. terms.Select((term, column) => new KeyValuePair<string, int>(term, column))];
    }
}
