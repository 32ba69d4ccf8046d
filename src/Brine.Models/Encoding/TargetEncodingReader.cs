using Brine.Arrays;

namespace Brine.Models;

/// <summary>Reads TargetEncoder.</summary>
internal static class TargetEncodingReader
{
    internal static TargetEncoder Read(EstimatorReader reader)
    {
        NDArray[] categories = CategoryReader.Categories(reader);
        double[][] encodings = [.. reader.NumericArrays("encodings_").Select(array => array.ToDoubles())];
        Labels? classes = reader.Text("target_type_") == "multiclass" ? reader.Labels("classes_") : null;
        int width = classes?.Count ?? 1;
        double[] means = classes is null ? [reader.Double("target_mean_")] : reader.Numbers(width, "target_mean_");
        if ((long)categories.Length * width != encodings.Length
            || encodings.Where((values, i) => values.Length != categories[i / width].Length).Any())
        {
            throw reader.Corrupt("encodings_", "it has not one number for each category");
        }

        return new(reader.Info, new TargetEncodingForm(categories, encodings, means) { Classes = classes });
    }
}
