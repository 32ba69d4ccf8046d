namespace Brine;

/// <summary>Which paths of a model are not signed.</summary>
internal static class SignatureFiles
{
    /// <summary>The signature itself, where it lies in the folder, and what belongs to git.</summary>
    internal static IReadOnlyList<string> Ignored(string modelPath, string signaturePath)
    {
        if (!Directory.Exists(modelPath))
        {
            return [];
        }

        string name = ModelDigests.NameOf(Path.GetFullPath(modelPath), Path.GetFullPath(signaturePath));
        return name.StartsWith("../", StringComparison.Ordinal) ? ModelDigests.GitPaths : [.. ModelDigests.GitPaths, name];
    }
}
