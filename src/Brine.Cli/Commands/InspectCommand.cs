using System.CommandLine;

namespace Brine.Cli;

/// <summary><c>brine inspect FILE</c></summary>
internal static class InspectCommand
{
    private const int FullDepth = 40;

    internal static Command Build(CliConsole console)
    {
        var file = new Argument<string>("FILE")
            { Description = "Any file: a model, a pickle, a joblib file, an array, an archive; or an MLflow folder." };
        var depth = NumberOption.Whole("--depth", 1, FullDepth, "How deep values are shown. Default: 10.");
        var full = new Option<bool>("--full") { Description = "Show all parts, however many, and what the library keeps for itself." };
        var json = new Option<bool>("--json") { Description = "Write the report as JSON." };
        var command = new Command("inspect", "Says what a file is, who wrote it and what is in it. Nothing in it is executed.")
            { file, depth, full, json };
        command.SetAction(parsed =>
        {
            bool isFull = parsed.GetValue(full);
            var options = new InspectOptions
                { Depth = parsed.GetValue(depth) ?? (isFull ? FullDepth : 10), MaxChildren = isFull ? int.MaxValue : 40,
                    ShowsBookkeeping = isFull, Limits = console.Limits };
            var input = new InputFile(console, parsed.GetRequiredValue(file));
            InspectionReport report = input.Read(path => Inspector.Inspect(path, options),
                bytes => Inspector.Inspect(bytes, input.Name, options));
            if (parsed.GetValue(json))
            {
                report.WriteJson(console.OutputStream);
            }
            else
            {
                InspectionText.Write(report, console.Output, console.Width, isFull);
            }

            return ExitCode.Done;
        });
        return command;
    }
}
