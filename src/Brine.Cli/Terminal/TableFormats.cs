namespace Brine.Cli;

/// <summary>The forms of tables that the command brings beside those of the library.</summary>
internal static class TableFormats
{
    internal static IReadOnlyList<TableFormat> All { get; } = [new ParquetFormat(), new ArrowFormat(), new ExcelFormat()];

    /// <summary>The endings of the files that they write.</summary>
    internal static IEnumerable<string> Extensions => All.SelectMany(format => format.Extensions);

    /// <summary>What they are called.</summary>
    internal static string Read => string.Join(", ", All.Select(format => format.Name));

    /// <summary>True for a file that one of them writes.</summary>
    internal static bool Writes(string path) => Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);
}
