using Brine.Containers;
using Brine.Pickling;

namespace Brine.Fuzz;

/// <summary>The files of the repository that inputs are made of: those of the tests and samples, and of a folder of more.</summary>
internal static class Seeds
{
    private const int MostBytes = 6_000;
    private const int Most = 400;

    /// <summary>Files of these endings, as many as are used, evenly out of all.</summary>
    internal static IEnumerable<byte[]> Files(params string[] endings)
    {
        string[] all =
        [
            .. Folders().SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
                .Where(file => endings.Any(ending => file.EndsWith(ending, StringComparison.Ordinal)) && new FileInfo(file)
                    .Length is > 0 and <= MostBytes)
                .Order(StringComparer.Ordinal),
        ];
        int step = Math.Max(1, all.Length / Most);
        return all.Where((_, index) => index % step == 0).Select(File.ReadAllBytes);
    }

    /// <summary>Pickles as they are when they are unpacked.</summary>
    internal static IEnumerable<byte[]> Pickles(bool isJoblib)
    {
        foreach (byte[] file in Files(isJoblib ? [".joblib"] : [".pkl", ".pickle"]))
        {
            ReadOnlyMemory<byte> bytes;
            try
            {
                bytes = PickleFile.ReadBytes(file);
            }
            catch (BrineException)
            {
                continue;
            }

            if (bytes.Length <= MostBytes)
            {
                yield return bytes.ToArray();
            }
        }
    }

    /// <summary>Small files packed by a codec.</summary>
    internal static IEnumerable<byte[]> Packed(Codec codec)
    {
        foreach (byte[] file in Pickles(false).Take(30).Prepend([]).Prepend(new byte[3000]))
        {
            using var memory = new MemoryStream();
            using (Stream stream = Compressor.Open(memory, codec, Compressor.LevelsOf(codec).Default))
            {
                stream.Write(file);
            }

            yield return memory.ToArray();
        }
    }

    private static IEnumerable<string> Folders()
    {
        string? root = AppContext.BaseDirectory;
        while (root is not null && !File.Exists(Path.Combine(root, "Brine.slnx")))
        {
            root = Path.GetDirectoryName(root);
        }

        root ??= Environment.CurrentDirectory;
        return ((string[])["tests/Golden", "tests/fixtures", "tests/tables", "samples", "bench/seeds"])
            .Select(folder => Path.Combine(root, folder)).Where(Directory.Exists);
    }
}
