using System.Text;

namespace Brine;

/// <summary>The text of a <c>requirements.txt</c> with which a file opens as it was saved.</summary>
internal static class Requirement
{
    internal static string Of(FileFacts facts, int? protocol)
    {
        var text = new StringBuilder();
        if (protocol >= 3)
        {
            text.Append("# Python ").Append(protocol >= 5 ? "3.8" : protocol == 4 ? "3.4" : "3.0").Append(" or newer\n");
        }

        string? version = facts.SklearnVersions.OrderByDescending(pair => pair.Value).Select(pair => pair.Key).FirstOrDefault(IsPlain);
        if (facts.SklearnNames.Count > 0)
        {
            text.Append("scikit-learn").Append(version is null ? "" : "==" + version).Append('\n');
        }

        if (facts.HasNewNumpy || facts.HasOldNumpy)
        {
            bool isOld = !facts.HasNewNumpy && (version is null || (SavedMinor.TryParse(version, out SavedMinor minor)
                && minor < new SavedMinor(1, 5)));
            text.Append(facts.HasNewNumpy ? "numpy>=2\n" : isOld ? "numpy<2\n" : "numpy\n");
        }

        if (facts.HasJoblib)
        {
            text.Append("joblib\n");
        }

        foreach (string package in facts.Packages)
        {
            text.Append(package).Append('\n');
        }

        return text.ToString();
    }

    private static bool IsPlain(string version) =>
        version.Length > 0 && version.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '+' or '-');
}
