namespace Brine.Cli;

/// <summary>What a server is started with.</summary>
/// <param name="Models">Files by the names under which they are served.</param>
/// <param name="StoreWords">Versions of the store by those names, as <c>churn@production</c>.</param>
/// <param name="Folders">Folders of models.</param>
internal sealed record ServedFiles(IReadOnlyDictionary<string, string> Models, IReadOnlyDictionary<string, string> StoreWords,
    IReadOnlyList<string> Folders)
{
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="UsageException">Two of them have one name.</exception>
    internal static ServedFiles Of(CliConsole console, IEnumerable<string> words)
    {
        var models = new Dictionary<string, string>(StringComparer.Ordinal);
        var storeWords = new Dictionary<string, string>(StringComparer.Ordinal);
        var folders = new List<string>();
        foreach (string word in words)
        {
            if (Directory.Exists(word) && !IsMlflow(word))
            {
                folders.Add(word);
                continue;
            }

            int equals = word.IndexOf('=', StringComparison.Ordinal);
            bool isNamed = equals > 0 && !File.Exists(word) && !IsMlflow(word);
            string said = isNamed ? word[(equals + 1)..] : word;
            string path = IsMlflow(said) ? said : Directory.Exists(said) ? OnlyFileOf(said) : StoreReference.Resolve(console, said);
            string name = isNamed ? word[..equals] : NameOf(path != said ? said.Split('@', ':')[0] : path);
            if (!File.Exists(path) && !IsMlflow(path))
            {
                throw new FileNotFoundException($"there is no file {path}", path);
            }

            if (!models.TryAdd(name, path))
            {
                throw new UsageException($"two models have the name {name}: write NAME={said}");
            }

            if (path != said && StoreReference.Is(said))
            {
                storeWords.Add(name, said);
            }
        }

        return new ServedFiles(models, storeWords, folders);
    }

    /// <summary>The file of a folder that holds one, as KServe lays a model down.</summary>
    private static string OnlyFileOf(string folder)
    {
        string[] files = [.. Directory.GetFiles(folder).Where(file => !Path.GetFileName(file).StartsWith('.'))];
        return files is [var only] ? only : throw new UsageException($"{folder} holds {files.Length} files: NAME=FOLDER needs one");
    }

    /// <summary>True for a folder that MLflow wrote, which is one model and no folder of models.</summary>
    private static bool IsMlflow(string folder) => File.Exists(Path.Combine(folder, "MLmodel"));

    private static string NameOf(string path)
    {
        string name = string.Concat(Path.GetFileName(path.TrimEnd('/', '\\')).Split('.')[0]
            .Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-' ? letter : '_'));
        return name.Length > 0 ? name : "model";
    }
}
