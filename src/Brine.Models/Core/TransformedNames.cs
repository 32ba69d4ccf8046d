namespace Brine.Models;

/// <summary>The names of a transformer's columns, as scikit-learn's <c>get_feature_names_out</c> makes them.</summary>
internal static class TransformedNames
{
    /// <summary>One column out for each column in: its name, or x0, x1...</summary>
    internal static string[] SameAsInput(IReadOnlyList<string>? names, int count) => names is null ? Numbered("x", count) : [.. names];

    /// <summary><c>ClassNamePrefixFeaturesOutMixin</c>: the class in lower case and a number, pca0, pca1...</summary>
    internal static string[] Numbered(string prefix, int count)
    {
        var names = new string[count];
        for (int i = 0; i < count; i++)
        {
            names[i] = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{prefix}{i}");
        }

        return names;
    }
}
