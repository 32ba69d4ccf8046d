using System.Globalization;
using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>Reads arrays of categories.</summary>
internal static class CategoryReader
{
    /// <summary><c>categories_</c>, an array for each feature.</summary>
    internal static NDArray[] Categories(EstimatorReader reader)
    {
        if (reader.Value("categories_").As<PyList>() is not { } list)
        {
            throw reader.Unsupported("categories_ that are no list of arrays");
        }

        var categories = new NDArray[list.Count];
        for (int i = 0; i < categories.Length; i++)
        {
            NDArray values = EstimatorReader.ArrayOf(list[i]) ?? throw reader.Unsupported($"categories_[{i}] that are no array");
            categories[i] = Checked(values, string.Create(CultureInfo.InvariantCulture, $"{reader.Path}.categories_[{i}]"));
        }

        return categories;
    }

    /// <summary><c>classes_</c> of a label encoder.</summary>
    internal static Labels Classes(EstimatorReader reader) => new(Checked(reader.Array("classes_"), reader.Path + ".classes_"));

    /// <summary>Numbers among objects were found before 0.24.</summary>
    internal static bool FindsNumbersAmongObjects(EstimatorReader reader) => !reader.SavedBy.IsAtLeast(0, 24);

    private static NDArray Checked(NDArray values, string path)
    {
        if (values.Rank != 1)
        {
            throw new PickleFormatException("FormatShape", $"the categories of {path} are no array of one dimension");
        }

        char kind = values.DType.Kind;
        return kind is 'i' or 'u' or 'f' or 'b' or 'U' or 'S' or 'O' or 'T' || (kind is 'M' or 'm' && TimeValues.CanCompare(values.DType))
            ? values
            : throw new UnsupportedModelException("UnsupportedOption", $"categories of {values.DType.Name} cannot be matched yet", path);
    }
}
