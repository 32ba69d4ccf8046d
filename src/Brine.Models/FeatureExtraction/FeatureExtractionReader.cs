using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>Reads the extractors that take records.</summary>
internal static class FeatureExtractionReader
{
    internal static FeatureHasher Hasher(EstimatorReader reader)
    {
        int width = reader.Int("n_features");
        string input = reader.Text("input_type") ?? "dict";
        if (width < 1 || input is not ("dict" or "pair" or "string"))
        {
            throw reader.Unsupported(width < 1 ? $"n_features={width}" : $"input_type='{input}'");
        }

        return new(reader.Info, new FeatureHashForm(width, input)
        {
            AlternatesSign = reader.Flag("alternate_sign", true),
            IsNonNegative = reader.Flag("non_negative", false),
            DType = DTypeParameter.ReadSparse(reader, DType.Float64),
        });
    }

    internal static DictVectorizer Dicts(EstimatorReader reader)
    {
        PyValue dtype = reader.ValueOrNone("dtype");
        if (dtype.AsString() is { } text)
        {
            throw reader.Unsupported($"dtype='{text}', which Python cannot call,");
        }

        PyList list = reader.Value("feature_names_").As<PyList>() ?? throw reader.Missing("feature_names_");
        PyValue[] names = [.. list.Select(ColumnCells.Open)];
        PyDict vocabulary = reader.Value("vocabulary_").As<PyDict>() ?? throw reader.Missing("vocabulary_");
        if (vocabulary.Count != names.Length
            || names.Where(
                (name, column) => !vocabulary.TryGetValue(name, out PyValue place) || !place.TryGetInt64(out long number)
                    || number != column).Any())
        {
            throw new PickleFormatException("FormatShape",
                $"the vocabulary_ of {reader.ClassName} does not say the places of its feature_names_; the file is corrupt");
        }

        bool isPlain = PyObject.NameOf(dtype) is { Module: "builtins" or "__builtin__" };
        return new(reader.Info, new DictFeaturesForm([.. names.Select(Records.Text)], reader.Text("separator") ?? "=")
        {
            IsSparse = reader.Flag("sparse", true),
            DType = DTypeParameter.ReadSparse(reader, DType.Float64),
        }, new DictColumns(names), isPlain);
    }
}
