namespace Brine.Tests.Support;

/// <summary>Finds the golden files, which are read where they lie in the repository.</summary>
internal static class GoldenFolder
{
    internal static string PathOf(string file)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string golden = Path.Combine(folder.FullName, "tests", "Golden", file);
            if (File.Exists(golden) || Directory.Exists(golden))
            {
                return golden;
            }
        }

        throw new FileNotFoundException($"there is no golden file {file}");
    }
}
