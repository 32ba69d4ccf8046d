using System.Diagnostics;

namespace Brine.Tests.Live;

/// <summary>
/// Tables of Parquet and Arrow for the live run: frames that the run's Python pickled, since Debian's has no pyarrow. BRINE_LIVE_PYARROW
/// names a command of a Python that has one, which writes them then; else Brine's own writers do.
/// </summary>
internal static class LiveTables
{
    private const string Script = """
        import glob, pandas
        for path in glob.glob("*.parquet.pkl") + glob.glob("*.arrow.pkl"):
            frame = pandas.read_pickle(path)
            if path.endswith(".parquet.pkl"): frame.to_parquet(path[:-4])
            else: frame.to_feather(path[:-4])
        """;

    private static readonly TableFormat[] Formats = [new ParquetFormat(), new ArrowFormat(), new ExcelFormat()];

    internal static DataOptions Options { get; } = new() { Formats = Formats };

    /// <summary>Writes all files of the run.</summary>
    internal static void WriteAll(string folder)
    {
        if (Environment.GetEnvironmentVariable("BRINE_LIVE_PYARROW") is { Length: > 0 } command)
        {
            File.WriteAllText(Path.Combine(folder, "tables.py"), Script);
            string[] words = command.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            using Process process = Process.Start(
                new ProcessStartInfo(words[0], [.. words[1..], "tables.py"]) { WorkingDirectory = folder })!;
            process.WaitForExit();
            Assert.Equal(0, process.ExitCode);
        }
    }

    /// <summary>The file to ask about: of a frame that stands for another format, the file of that format.</summary>
    internal static string Find(string file)
    {
        string wanted = Path.ChangeExtension(file, null);
        if (Path.GetExtension(wanted) is not (".parquet" or ".arrow"))
        {
            return file;
        }

        if (!File.Exists(wanted))
        {
            FileConverter.Convert(file, wanted, new ConvertOptions { Formats = Formats });
        }

        return wanted;
    }
}
