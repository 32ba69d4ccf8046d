using System.CommandLine;
using Brine.Containers;
using Brine.Scanning;

namespace Brine.Cli;

/// <summary><c>brine scan PATH... [--format text|json|sarif] [--json] [--strict] [--policy FILE] [--baseline FILE] [--write-baseline
/// FILE]</c></summary>
internal static class ScanCommand
{
    internal static Command Build(CliConsole console)
    {
        var paths = new Argument<string[]>("PATH")
            { Description = "Files and folders, with the folders in them; - is standard input.", Arity = ArgumentArity.OneOrMore };
        var format = new Option<string>("--format") { Description = "text, json or sarif.", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "json", "sarif");
        var json = new Option<bool>("--json") { Description = "The same as --format json." };
        var strict = new Option<bool>("--strict") { Description = "Review is an answer of no too: exit code 1." };
        var policy = new Option<string?>("--policy") { Description = "A JSON or YAML file of names that are allowed and forbidden." };
        var baseline = new Option<string?>("--baseline") { Description = "Findings that are known, which are not told again." };
        var write = new Option<string?>("--write-baseline") { Description = "Write all findings to a file, for --baseline." };
        var output = new Option<string?>("--output", "-o") { Description = "The file to write; standard output when left out." };
        var command = new Command("scan", "Says what Python would do with a file, before anybody loads it. Nothing in it is executed.")
            { paths, format, json, strict, policy, baseline, write, output };
        command.SetAction(parsed =>
        {
            ScanPolicy known = parsed.GetValue(policy) is { } file ? ScanPolicy.Load(file) : ScanPolicy.Default;
            ScanBaseline? before = parsed.GetValue(baseline) is { } old ? ScanBaseline.Read(old) : null;
            ScanReport report = Scan(console, parsed.GetRequiredValue(paths), known);
            if (parsed.GetValue(write) is { } target)
            {
                ScanBaseline.Write(target, report);
            }

            report = before?.Without(report) ?? report;
            Write(console, report, parsed.GetValue(json) ? "json" : parsed.GetRequiredValue(format), parsed.GetValue(output));
            return ExitCodeOf(report, parsed.GetValue(strict));
        });
        return command;
    }

    private static ScanReport Scan(CliConsole console, string[] paths, ScanPolicy policy)
    {
        var files = new List<ScannedFile>();
        using var busy = new BusyLine(console, "scanning ...");
        int done = 0;
        var options = new ScanOptions
        {
            Policy = policy,
            Limits = console.Limits,
            CancellationToken = console.Cancellation,
            Progress = new Told(file =>
                busy.Report($"scanned {Interlocked.Increment(ref done)} files, the last {Path.GetFileName(file.Path)}")),
        };
        foreach (string path in paths)
        {
            var input = new InputFile(console, path);
            files.AddRange(input.Read(from => ModelScanner.Scan(from, options),
                bytes => ModelScanner.Scan(bytes, input.IsInput ? "-" : path, options)).Files);
        }

        return new ScanReport(files);
    }

    private static void Write(CliConsole console, ScanReport report, string format, string? path)
    {
        if (path is not null)
        {
            AtomicFile.Write(path, stream => Write(report, format, stream, console));
            return;
        }

        console.Output.Flush();
        Write(report, format, console.OutputStream, console);
    }

    private static void Write(ScanReport report, string format, Stream stream, CliConsole console)
    {
        switch (format)
        {
            case "json":
                report.WriteJson(stream);
                stream.WriteByte((byte)'\n');
                break;
            case "sarif":
                report.WriteSarif(stream);
                stream.WriteByte((byte)'\n');
                break;
            default:
                using (var text = new StreamWriter(stream, leaveOpen: true) { NewLine = "\n" })
                {
                    ScanText.Write(report, text, console.Width);
                }

                break;
        }
    }

    private static int ExitCodeOf(ScanReport report, bool isStrict) =>
        report.Verdict >= Verdict.Dangerous ? ExitCode.No
        : report.IsIncomplete ? ExitCode.Incomplete
        : report.Verdict == Verdict.Review ? isStrict ? ExitCode.No : ExitCode.Done
        : report.Verdict == Verdict.Safe ? ExitCode.Done : ExitCode.Incomplete;

    /// <summary>Tells at once, on the thread that scanned.</summary>
    private sealed class Told(Action<ScannedFile> tell) : IProgress<ScannedFile>
    {
        public void Report(ScannedFile value) => tell(value);
    }
}
