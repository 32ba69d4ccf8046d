using System.CommandLine;
using System.Globalization;

namespace Brine.Cli;

/// <summary><c>brine upgrade IN OUT --to scikit-learn==X</c></summary>
internal static class UpgradeCommand
{
    private const int ShownChanges = 20;

    internal static Command Build(CliConsole console)
    {
        var input = new Argument<string>("IN") { Description = "A pickle or joblib file; - is standard input." };
        var output = new Argument<string>("OUT") { Description = "The file to write: .pkl or .joblib, also packed (.pkl.gz)." };
        var to = new Option<string>("--to")
        {
            Required = true,
            Description = $"The scikit-learn that is to load it: scikit-learn=={string.Join(" or ", UpgradeTarget.Known)}, also with the "
                + "third number, which the file then says.",
        };
        var except = new Option<string?>("--except")
            { Description = "Methods that may give other answers there, separated by commas; without it such a model is refused." };
        var json = new Option<bool>("--json") { Description = "Write what was changed as JSON." };
        var full = new Option<bool>("--full") { Description = "List all changes." };
        var command = new Command("upgrade",
            "Rewrites a model of one scikit-learn for another, which loads it without a warning and predicts the same.")
            { input, output, to, except, json, full };
        command.SetAction(parsed =>
        {
            UpgradeReport report;
            try
            {
                UpgradeTarget target = UpgradeTarget.Parse(parsed.GetRequiredValue(to));
                string path = parsed.GetRequiredValue(output);
                var options = new UpgradeOptions
                {
                    Load = console.Load,
                    Except = parsed.GetValue(except)?.Split(',',
                        StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [],
                };
                var source = new InputFile(console, parsed.GetRequiredValue(input));
                report = source.Read(file => ModelUpgrade.Rewrite(file, path, target, options),
                    bytes => ModelUpgrade.Rewrite(bytes, source.Name, path, target, options));
            }
            catch (ArgumentException error) when (error.ParamName == "output")
            {
                throw UsageException.Of(error);
            }

            if (parsed.GetValue(json))
            {
                report.WriteJson(console.OutputStream);
                console.OutputStream.WriteByte((byte)'\n');
            }
            else
            {
                Write(report, console.Output, parsed.GetValue(full) ? int.MaxValue : ShownChanges);
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static void Write(UpgradeReport report, TextWriter output, int most)
    {
        string saved = report.SavedBy.Count == 0 ? "no scikit-learn" : "scikit-learn " + string.Join(", ", report.SavedBy);
        string compared = report.ComparedMethods == 0 ? "nothing was compared" : $"{report.ComparedMethods} methods compared";
        output.Write(string.Create(CultureInfo.InvariantCulture,
            $"{saved} -> {report.Target}: {report.Changes.Count:N0} changes, {compared}\n"));
        if (report.WhyNothingCompared is { } why)
        {
            output.Write($"NOT COMPARED: {why}\n");
        }

        foreach (UpgradeChange change in report.Changes.Take(most))
        {
            output.Write($"  {change.Path} ({change.ClassName}): {change.Description}\n");
        }

        if (report.Changes.Count > most)
        {
            output.Write(string.Create(CultureInfo.InvariantCulture,
                $"  ... and {report.Changes.Count - most:N0} more, which --full lists\n"));
        }

        foreach (UpgradeChange note in report.Notes)
        {
            output.Write($"note: {note.Path} ({note.ClassName}): {note.Description}\n");
        }
    }
}
