using System.IO.Compression;

namespace Brine.Training;

/// <summary>The small data sets that scikit-learn has, with its values, names and order of rows: for trying out, and for tests.</summary>
/// <remarks>Iris, wine, breast cancer and digits are of the UCI Machine Learning Repository, under the licence CC BY 4.0; diabetes is that
/// of the paper "Least Angle Regression". The guide to training names the authors.</remarks>
/// <example><code>
/// Dataset iris = Datasets.LoadIris();
/// Model model = new RandomForestClassifier { RandomState = 0 }.Fit(iris.Data, iris.Target);
/// </code></example>
public static class Datasets
{
    private static readonly Dictionary<string, Func<Dataset>> Makers = new(StringComparer.Ordinal)
    {
        ["iris"] = LoadIris, ["wine"] = LoadWine, ["breast_cancer"] = LoadBreastCancer, ["digits"] = LoadDigits,
        ["diabetes"] = () => LoadDiabetes(),
    };

    /// <summary>The names that <see cref="Load"/> takes.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Makers.Keys];

    /// <summary>Loads a data set by its name.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static Dataset Load(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Makers.TryGetValue(name, out Func<Dataset>? make) ? make()
            : throw new ArgumentException($"there is no data set '{name}'; "
                + (Spelling.Closest(name, Names) is { } close ? $"did you mean '{close}'?" : "there are " + string.Join(", ", Names)),
                nameof(name));
    }

    /// <summary>150 flowers of three kinds of iris, four lengths in centimeters each: <c>load_iris</c>.</summary>
    public static Dataset LoadIris() => new("iris",
        "Lengths and widths of sepals and petals of 150 irises, 50 of each of three species. Measured by Edgar Anderson, published by "
            + "R. A. Fisher in 1936. UCI Machine Learning Repository, doi:10.24432/C56C76, CC BY 4.0.",
        Read("iris"), ["setosa", "versicolor", "virginica"]);

    /// <summary>178 wines of three growers, 13 measures of a chemist each: <c>load_wine</c>.</summary>
    public static Dataset LoadWine() => new("wine",
        "A chemical analysis of 178 wines of one region of Italy, made by three growers. By M. Forina, S. Aeberhard and R. Leardi. UCI "
            + "Machine Learning Repository, doi:10.24432/C5PC7J, CC BY 4.0.",
        Read("wine"), ["class_0", "class_1", "class_2"]);

    /// <summary>569 tumors, 30 measures of the nuclei of their cells each: <c>load_breast_cancer</c>.</summary>
    public static Dataset LoadBreastCancer() => new("breast_cancer",
        "Means, standard errors and worst values of ten measures of the cell nuclei in images of 569 tumors of the breast, of which 357 "
            + "are benign. By W. Wolberg, O. Mangasarian, N. Street and W. Street. UCI "
            + "Machine Learning Repository, doi:10.24432/C5DW2B, CC BY "
            + "4.0.",
        Read("breast_cancer"), ["malignant", "benign"]);

    /// <summary>1,797 digits written by hand, 8 by 8 pixels of 0 to 16 each: <c>load_digits</c>.</summary>
    public static Dataset LoadDigits() => new("digits",
        "Digits that 13 people wrote by hand, 8 by 8 pixels of 17 shades. By E. Alpaydin and C. Kaynak. UCI Machine Learning Repository, "
            + "doi:10.24432/C50P49, CC BY 4.0: the part for testing.",
        Read("digits"), ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]);

    /// <summary>442 people with diabetes, ten measures of each, and how the illness went on for a year: <c>load_diabetes</c>.</summary>
    /// <param name="scaled">False for the measures as they were taken; true for columns of mean 0 and length 1, as scikit-learn has
    /// them.</param>
    public static Dataset LoadDiabetes(bool scaled = true) => new("diabetes",
        "Age, sex, body mass index, blood pressure and six measures of the blood of 442 people with diabetes, and a measure of the illness "
            + "one year later. By B. Efron, T. Hastie, I. Johnstone and R. Tibshirani: Least Angle Regression, Annals of Statistics, 2004.",
        Read(scaled ? "diabetes" : "diabetes_raw"), null);

    private static Table Read(string name)
    {
        using Stream packed = typeof(Datasets).Assembly.GetManifestResourceStream($"Brine.Training.Datasets.{name}.csv.gz")!;
        using var unpacked = new GZipStream(packed, CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        unpacked.CopyTo(bytes);
        return Csv.Parse(bytes.ToArray(), new CsvOptions { HasHeader = true });
    }
}
