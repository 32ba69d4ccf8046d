using Brine.Pickling;

namespace Brine.Tests.Scanning;

/// <summary>Scans of pickles that are written out in the tests.</summary>
internal static class Scans
{
    internal static ScannedFile Of(string pickle, ScanOptions? options = null) => Of(Pickles.Of(pickle), options);

    internal static ScannedFile Of(byte[] bytes, ScanOptions? options = null) =>
        Assert.Single(ModelScanner.Scan(bytes, "test", options).Files);

    internal static string[] Rules(this ScannedFile file) =>
        [.. file.Findings.Where(finding => finding.Severity > ScanSeverity.Note).Select(finding => finding.RuleId).Distinct()];

    /// <summary>A pickle of protocol 4 that imports a name and calls it with arguments.</summary>
    internal static string Call(string module, string name, string arguments) => $"\\x80\\x04{Name(module, name)}({arguments}tR.";

    /// <summary>A STACK_GLOBAL of a name.</summary>
    internal static string Name(string module, string name) => $"{Text(module)}{Text(name)}\\x93";

    /// <summary>A short text of protocol 4.</summary>
    internal static string Text(string text) => $"\\x8c\\x{System.Text.Encoding.UTF8.GetByteCount(text):x2}{Escaped(text)}";

    private static string Escaped(string text) => string.Concat(
        System.Text.Encoding.UTF8.GetBytes(text).Select(value => value is < 0x20 or > 0x7E or (byte)'\\'
            ? $"\\x{value:x2}" : $"{(char)value}"));
}
