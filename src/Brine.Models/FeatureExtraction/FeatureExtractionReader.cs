using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>Reads the extractors that take records or images.</summary>
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

    internal static PatchExtractor Patches(EstimatorReader reader)
    {
        (int? height, int? width) = (null, null);
        PyValue size = reader.ValueOrNone("patch_size");
        if (size.As<PyTuple>() is [var first, var second] && first.TryGetInt64(out long high) && second.TryGetInt64(out long wide)
            && high is >= 0 and <= int.MaxValue && wide is >= 0 and <= int.MaxValue)
        {
            (height, width) = ((int)high, (int)wide);
        }
        else if (!size.IsNone)
        {
            throw reader.Unsupported($"patch_size={ColumnCells.Show(size)}");
        }

        PyValue most = reader.ValueOrNone("max_patches"), state = reader.ValueOrNone("random_state");
        (int? number, double? share) = (null, null);
        if (most.TryGetInt64(out long whole) && whole >= 1)
        {
            number = (int)Math.Min(whole, int.MaxValue);
        }
        else if (most.TryGetDouble(out double part) && part is > 0 and < 1)
        {
            share = part;
        }
        else if (!most.IsNone && (!IsZero(most) || reader.SavedBy.IsAtLeast(1, 3)))
        {
            // Before the functions of 1.3 checked what they are given, 0 was as good as None: all patches.
            throw reader.Unsupported($"max_patches={ColumnCells.Show(most)}");
        }

        return new(reader.Info, new PatchForm(height, width)
        {
            MaxPatches = number,
            Share = share,
            Seed = state.TryGetInt64(out long seed) && seed is >= 0 and <= uint.MaxValue ? (uint)seed : null,
            Generator = RandomStateReader.Read(state),
        });
    }

    private static bool IsZero(PyValue value) => value.TryGetDouble(out double number) && number == 0;
}
