using System.CommandLine;
using System.Globalization;
using Brine.Scanning;
using Brine.Store;

namespace Brine.Cli;

/// <summary><c>brine store add [NAME] FILE</c></summary>
internal static class StoreAdd
{
    internal static Command Build(CliConsole console)
    {
        var words = new Argument<string[]>("FILE")
            { Description = "The model, a file or a folder of MLflow; its name may stand before it.", Arity = new ArgumentArity(1, 2) };
        var name = new Option<string?>("--name") { Description = "The name of the model. Default: that of the file, without its ending." };
        var metrics = new Option<string[]>("--metric")
            { Description = "How good it is: NAME=NUMBER; may be said again.", HelpName = "NAME=NUMBER" };
        var data = new Option<string?>("--data") { Description = "The data that it was trained on; its hash is kept." };
        var script = new Option<string?>("--script")
            { Description = "The script that trained it; its hash is kept, and the git commit of its folder." };
        var code = new Option<string?>("--code") { Description = "A folder of the code's repository, where it is not that of the script." };
        var cases = new Option<string?>("--cases")
            { Description = "Inputs with Python's answers, as tools/record_cases.py writes them." };
        var signature = new Option<string?>("--signature") { Description = "The signature of the file, as brine sign makes it." };
        var note = new Option<string?>("--note") { Description = "What is to be said of it." };
        Option<bool> json = StoreArguments.Json();
        var command = new Command("add", "Adds a version of a model, with where it came from.")
            { words, name, metrics, data, script, code, cases, signature, note, json };
        command.SetAction(parsed =>
        {
            string[] said = parsed.GetRequiredValue(words);
            string file = said[^1];
            string model = (said.Length == 2, parsed.GetValue(name)) switch
            {
                (true, null) => said[0],
                (true, _) => throw new UsageException("the name is said twice: before the file, and with --name"),
                (false, { } given) => given,
                (false, null) => Path.GetFileName(file).Split('.')[0],
            };
            using ModelStore store = StoreArguments.Open(parsed, console);
            using var busy = new BusyLine(console, $"adding {file} ...");
            ModelVersion version = store.Add(model, file, new AddOptions
            {
                Metrics = ReadMetrics(parsed.GetValue(metrics) ?? []),
                DataPath = parsed.GetValue(data),
                ScriptPath = parsed.GetValue(script),
                CodeFolder = parsed.GetValue(code),
                CasesPath = parsed.GetValue(cases),
                SignaturePath = parsed.GetValue(signature),
                Note = parsed.GetValue(note),
                CancellationToken = console.Cancellation,
            });
            if (parsed.GetValue(json))
            {
                StoreJson.Write(console, writer => StoreJson.Version(writer, version, []));
            }
            else
            {
                console.Output.Write($"{version}  sha256 {version.File.Hash}  {version.Verdict}\n");
            }

            if (version.Verdict != Verdict.Safe || version.IsScanIncomplete)
            {
                console.Note($"the scanner says {version.Verdict}{(version.IsScanIncomplete ? ", and that not all could be read" : "")}: "
                    + "'brine scan FILE' says why");
            }

            return ExitCode.Done;
        });
        return command;
    }

    internal static Dictionary<string, double> ReadMetrics(string[] metrics)
    {
        var read = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (string metric in metrics)
        {
            int equals = metric.IndexOf('=');
            if (equals < 1 || !double.TryParse(metric[(equals + 1)..], NumberStyles.Float, CultureInfo.InvariantCulture, out double value))
            {
                throw new UsageException($"'{metric}' is no metric: say NAME=NUMBER, as auc=0.91");
            }

            if (!read.TryAdd(metric[..equals], value))
            {
                throw new UsageException($"the metric {metric[..equals]} is said twice");
            }
        }

        return read;
    }
}
