using System.Globalization;

namespace Brine;

/// <summary>The scikit-learn that is to load the file.</summary>
public sealed class UpgradeTarget
{
    private const string Package = "scikit-learn";

    private UpgradeTarget(int minor, int patch) => (Minor, Patch) = (minor, patch);

    /// <summary>The versions that are known, newest first.</summary>
    public static IReadOnlyList<string> Known { get; } = ["1.9", "1.2"];

    /// <summary>The version that is written into the file, and that is to load it: <c>1.9.0</c>.</summary>
    public string Version => string.Create(CultureInfo.InvariantCulture, $"1.{Minor}.{Patch}");

    /// <summary>True for 1.9.</summary>
    internal bool IsNew => Minor == 9;

    /// <summary>The name of the target in the tables: <c>1.9</c>.</summary>
    internal string Line => IsNew ? Known[0] : Known[1];

    private int Minor { get; }

    private int Patch { get; }

    /// <summary>Reads <c>scikit-learn==1.9</c>, <c>scikit-learn==1.9.0</c> or <c>1.9</c>.</summary>
    /// <param name="text">The text; without a third number 1.9 is 1.9.0, and 1.2 is 1.2.1.</param>
    /// <exception cref="UnsupportedUpgradeException">It is another package, or a version that files are not written for.</exception>
    public static UpgradeTarget Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] sides = text.Split("==", StringSplitOptions.TrimEntries);
        string[] numbers = sides[^1].Split('.');
        bool isNamed = sides.Length == 1 || (sides.Length == 2 && sides[0] is Package or "sklearn");
        int patch = 0;
        bool isNumber = numbers.Length == 2
            || (numbers.Length == 3 && int.TryParse(numbers[2], NumberStyles.None, CultureInfo.InvariantCulture, out patch));
        if (!isNamed || !isNumber || numbers[0] != "1" || numbers[1] is not ("2" or "9"))
        {
            throw new UnsupportedUpgradeException("UpgradeTarget",
                $"files are not written for '{SafeText.Of(text)}'; say {Package}=={string.Join($" or {Package}==", Known)}", null);
        }

        bool isNew = numbers[1] == "9";
        return new UpgradeTarget(isNew ? 9 : 2, numbers.Length == 3 ? patch : isNew ? 0 : 1);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Package} {Version}";
}
