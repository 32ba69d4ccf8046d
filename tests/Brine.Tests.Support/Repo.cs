namespace Brine.Tests.Support;

/// <summary>Where things stand in the checkout that the tests were built from.</summary>
internal static class Repo
{
    internal static string Root { get; } = FindRoot();

    internal static string File(params ReadOnlySpan<string> parts) => Path.Combine([Root, .. parts]);

    /// <summary>Where files lie that tests read: by format or estimator, and the version that wrote them.</summary>
    internal static string Golden(params ReadOnlySpan<string> parts) => Path.Combine([Root, "tests", "Golden", .. parts]);

    /// <summary>The source files of all tests.</summary>
    internal static IEnumerable<string> Tests() => Sources("tests");

    /// <summary>The source files of a folder that somebody wrote.</summary>
    internal static IEnumerable<string> Sources(string folder) =>
        Directory.GetFiles(File(folder), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (System.IO.File.Exists(Path.Combine(folder.FullName, "Brine.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("the tests must run inside the checkout: Brine.slnx was not found above them");
    }
}
