using System.Security.Cryptography;
using System.Text.Json;
using Brine.Containers;
using Brine.Scanning;

namespace Brine.Cli;

/// <summary>Findings that somebody looked at: they are not told again. Those that are dangerous are known for the very bytes of a file
/// alone.</summary>
internal sealed class ScanBaseline
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    /// <exception cref="UsageException">The file is no baseline.</exception>
    internal static ScanBaseline Read(string path)
    {
        var baseline = new ScanBaseline();
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
            foreach (JsonElement finding in document.RootElement.GetProperty("findings").EnumerateArray())
            {
                string hash = finding.TryGetProperty("sha256", out JsonElement sha256) ? sha256.GetString()! : "";
                baseline._known.Add(Key(finding.GetProperty("path").GetString()!, finding.GetProperty("fingerprint").GetString()!, hash));
            }

            return baseline;
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new UsageException($"{path} is no baseline that --write-baseline wrote");
        }
    }

    internal static void Write(string path, ScanReport report) => AtomicFile.Write(path, stream =>
    {
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteNumber("version", 1);
        json.WriteStartArray("findings");
        foreach (ScannedFile file in report.Files)
        {
            string hash = HashOf(file);
            foreach (ScanFinding finding in file.Findings)
            {
                json.WriteStartObject();
                json.WriteString("path", file.Path);
                json.WriteString("rule", finding.RuleId);
                json.WriteString("fingerprint", finding.Fingerprint);
                if (IsBound(finding))
                {
                    json.WriteString("sha256", hash);
                }

                json.WriteEndObject();
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    /// <summary>The report without what is known: a file of which all is known is safe.</summary>
    internal ScanReport Without(ScanReport report) => new([.. report.Files.Select(Without)]);

    private ScannedFile Without(ScannedFile file)
    {
        string? hash = null;
        ScanFinding[] left = [.. file.Findings.Where(finding => !IsKnown(finding))];
        if (left.Length == file.Findings.Count)
        {
            return file;
        }

        ScanSeverity worst = left.Length == 0 ? ScanSeverity.Note : left.Max(finding => finding.Severity);
        return file with
        {
            Findings = left,
            IsIncomplete = file.IsIncomplete && left.Length > 0,
            Verdict = worst switch
            {
                ScanSeverity.Malicious => Verdict.Malicious,
                ScanSeverity.Dangerous => Verdict.Dangerous,
                ScanSeverity.Review => Verdict.Review,
                _ => file.IsIncomplete && left.Length > 0 ? Verdict.Review : Verdict.Safe,
            },
        };

        bool IsKnown(ScanFinding finding)
        {
            string bytes = IsBound(finding) ? hash ??= HashOf(file) : "";
            return (bytes.Length > 0 || !IsBound(finding)) && _known.Contains(Key(file.Path, finding.Fingerprint, bytes));
        }
    }

    /// <summary>Bytes that lie in no file, such as those of standard input, have no hash: what is dangerous in them is never
    /// known.</summary>
    private static bool IsBound(ScanFinding finding) => finding.Severity >= ScanSeverity.Dangerous;

    private static string Key(string path, string fingerprint, string hash) => $"{path}\n{fingerprint}\n{hash}";

    private static string HashOf(ScannedFile file)
    {
        if (!File.Exists(file.Path) || !file.Findings.Any(IsBound))
        {
            return "";
        }

        using FileStream stream = File.OpenRead(file.Path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
