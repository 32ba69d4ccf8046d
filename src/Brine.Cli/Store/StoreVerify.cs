using Brine.Store;

namespace Brine.Cli;

/// <summary><c>brine verify NAME@ENVIRONMENT</c>: the answers that were recorded with a version, on this machine.</summary>
internal static class StoreVerify
{
    internal static int Run(CliConsole console, string reference, string? folder, bool asJson)
    {
        using ModelStore store = StoreReference.Open(folder, null, console);
        ValidationReport report;
        using (new BusyLine(console, $"verifying {reference} ..."))
        {
            report = store.Validate(reference);
        }

        if (asJson)
        {
            StoreJson.Write(console, json =>
            {
                json.WriteString("version", report.Version.ToString());
                json.WriteBoolean("passed", report.Passed);
                json.WriteString("recorded_by", report.RecordedBy);
                StoreJson.Checks(json, "methods", report.Methods);
            });
        }
        else
        {
            console.Output.Write($"{report.Version}, answers recorded by {report.RecordedBy ?? "nobody knows whom"}\n");
            StoreText.WriteChecks(console.Output, report.Methods);
            console.Output.Write(report.Passed ? "all come out\n" : "NOT all come out\n");
        }

        return report.Passed ? ExitCode.Done : ExitCode.No;
    }
}
