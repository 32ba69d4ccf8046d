using Brine.Pickling;

namespace Brine.Models;

/// <summary>
/// scikit-learn's version that saved an estimator (<c>_sklearn_version</c>, written since 0.18): what changed between versions and shows in
/// no other attribute goes by it. A file that does not say its version counts as the newest, but one whose class stands in a module that
/// 0.22 renamed as older than 0.18.
/// </summary>
internal readonly struct SavedVersion
{
    /// <summary>The attribute that holds it.</summary>
    internal const string Attribute = "_sklearn_version";

    private readonly int _major;
    private readonly int _minor;
    private readonly int _patch;

    private SavedVersion(int major, int minor, int patch)
    {
        _major = major;
        _minor = minor;
        _patch = patch;
        IsKnown = true;
    }

    /// <summary>True when the file says its version, or shows that it is older than those that do.</summary>
    internal bool IsKnown { get; }

    /// <summary>The version that saved an object.</summary>
    internal static SavedVersion Of(PyObject source)
    {
        if (source.TryGetAttribute(Attribute, out PyValue value) && value.AsString() is { } text)
        {
            string[] parts = text.Split('.');
            if (parts.Length > 1 && int.TryParse(parts[0], out int major)
                && int.TryParse(parts[1].AsSpan(0, DigitCount(parts[1])), out int minor))
            {
                _ = int.TryParse(parts.Length > 2 ? parts[2].AsSpan(0, DigitCount(parts[2])) : "0", out int patch);
                return new SavedVersion(major, minor, patch);
            }
        }

        return source.Class is { } type && IsRenamedModule(type.Module) ? new SavedVersion(0, 17, 0) : default;
    }

    /// <summary>True when this version or a later one saved the file.</summary>
    /// <param name="major">The first number.</param>
    /// <param name="minor">The second number.</param>
    /// <param name="otherwise">What is taken where the file does not say: true, but where another attribute tells that it is old.</param>
    internal bool IsAtLeast(int major, int minor, bool otherwise = true) =>
        IsKnown ? _major > major || (_major == major && _minor >= minor) : otherwise;

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{_major}.{_minor}{(_patch > 0 ? $".{_patch}" : "")}");

    /// <summary>True when this version or a later one saved the file, or it does not say.</summary>
    internal bool IsAtLeast(int major, int minor, int patch) =>
        IsAtLeast(major, minor) && !(IsKnown && _major == major && _minor == minor && _patch < patch);

    /// <summary>0.22 put an underscore before the modules inside of packages: <c>sklearn.svm.classes</c> became
    /// <c>sklearn.svm._classes</c>.</summary>
    private static bool IsRenamedModule(string module)
    {
        string[] parts = module.Split('.');
        return parts.Length > 2 && parts[0] == "sklearn" && !parts[2].StartsWith('_')
            && module is not ("sklearn.feature_extraction.text" or "sklearn.gaussian_process.kernels");
    }

    private static int DigitCount(string text) => text.AsSpan().IndexOfAnyExceptInRange('0', '9') is >= 0 and var end ? end : text.Length;
}
