using System.Globalization;

namespace Brine.Models;

/// <summary>The names that scikit-learn gives columns without names.</summary>
internal static class InputNames
{
    /// <summary>What pandas calls the column of its index when it reads back the CSV that it wrote.</summary>
    internal const string PandasIndex = "Unnamed: 0";

    /// <summary>x0, x1..., or null where the count is not known.</summary>
    internal static IReadOnlyList<string>? Numbered(int? count) =>
        count is null ? null : [.. Enumerable.Range(0, count.Value).Select(index => "x" + index.ToString(CultureInfo.InvariantCulture))];
}
