using System.CommandLine;
using System.Globalization;
using System.Text;
using Brine.Containers;
using Brine.Training;

namespace Brine.Cli;

/// <summary><c>brine new [DATA] [--target COLUMN] [--model CLASS] [-o pipeline.json]</c></summary>
internal static class NewCommand
{
    internal static Command Build(CliConsole console)
    {
        var data = new Argument<string?>("DATA")
        {
            Description = "The table to train on, the target beside the rows: .csv, .json, .parquet, .arrow, .xlsx, a pickled "
                + "DataFrame, or dataset:iris and the like.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var target = new Option<string?>("--target")
            { Description = "The column of the right answers, by name. Without one, groups are sought." };
        var model = new Option<string?>("--model")
            { Description = "The class of the model, by its name in Python. Default: what suits the target and the columns." };
        var output = new Option<string?>("--output", "-o") { Description = "The file to write; standard output when left out." };
        var force = new Option<bool>("--force") { Description = "Write over a file that is there." };
        var form = new DataArguments();
        var command = new Command("new",
            "Writes a pipeline file for a table, which 'brine fit' trains; on a terminal it asks what is left out.")
            { data, target, model, output, force };
        form.AddCsvTo(command);
        form.AddColumnsTo(command);
        command.SetAction(parsed =>
        {
            Interview? interview = console.CanAsk ? new Interview(console) : null;
            string path = parsed.GetValue(data) ?? interview?.Ask("The table to train on")
                ?? throw new UsageException("DATA is missing: say which table it is for");
            Table table = ReadTable(console, path, form, parsed);
            string? column = parsed.GetValue(target);
            if (column is null && interview is not null && parsed.GetResult(target) is null)
            {
                column = AskTarget(interview, table);
            }

            PipelineProposal proposal = PipelineProposal.For(table, column);
            Tell(console, proposal, column);
            string? wanted = parsed.GetValue(model);
            if (wanted is null && interview is not null)
            {
                wanted = proposal.Models[interview.Choose("The model", proposal.Models, 0)];
            }

            string json = proposal.ToJson(wanted);
            string file = parsed.GetValue(output) ?? interview?.Ask("The file to write", "pipeline.json") ?? "-";
            Write(console, interview, json, file, parsed.GetValue(force));
            if (file != "-")
            {
                string asked = column is null ? "" : " --target " + TargetWord(table, column);
                console.Note($"train it: brine fit {ShellWord.Of(file)} {ShellWord.Of(path)}{asked} -o model.pkl");
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static Table ReadTable(CliConsole console, string path, DataArguments form, ParseResult parsed) =>
        TrainingData.Read(console, path, form, parsed) as Table
            ?? throw new UsageException($"{path} has no named columns, by which a pipeline is proposed: name the class of a model to "
                + "'brine fit' itself");

    private static string? AskTarget(Interview interview, Table table)
    {
        string[] names = [.. table.Columns.Select(column => column.Name)];
        int chosen = interview.Choose("The column of the right answers", [.. names.Select(SafeText.Of), "(none: seek groups)"],
            names.Length - 1);
        return chosen < names.Length ? names[chosen] : null;
    }

    /// <summary>The target as <c>brine fit</c> takes it: a name that does not stand on a line by its number.</summary>
    private static string TargetWord(Table table, string column) => column.Any(char.IsControl)
        ? table.Columns.Select((item, place) => (item.Name, place)).First(item => item.Name == column).place
            .ToString(CultureInfo.InvariantCulture)
        : ShellWord.Of(column);

    private static void Tell(CliConsole console, PipelineProposal proposal, string? target)
    {
        int width = Math.Min(40, proposal.Columns.Max(column => SafeText.Of(column.Name).Length));
        foreach (ProposedColumn column in proposal.Columns)
        {
            string use = column.Use switch
            {
                ColumnUse.Number => "number",
                ColumnUse.Flag => "yes or no",
                ColumnUse.Category => "category",
                ColumnUse.Words => "words",
                _ => "left out",
            };
            console.Error.WriteLine($"{SafeText.Of(column.Name).PadRight(width)}  {use,-9}  {column.Reason}");
        }

        string shown = SafeText.Of(target ?? "");
        console.Error.WriteLine(proposal.Task switch
        {
            ProposedTask.Classes =>
                string.Create(CultureInfo.InvariantCulture, $"'{shown}' is {proposal.ClassCount} classes: a classifier"),
            ProposedTask.Numbers => $"'{shown}' is numbers: a regressor",
            _ => "no target: groups",
        });
    }

    private static void Write(CliConsole console, Interview? interview, string json, string file, bool isForced)
    {
        console.Cancellation.ThrowIfCancellationRequested();
        if (file == "-")
        {
            console.Output.Write(json);
            return;
        }

        if (!isForced && File.Exists(file) && interview?.Confirm($"{file} is there; write over it") != true)
        {
            throw new UsageException($"{file} is there, and stays as it is: say --force to write over it");
        }

        AtomicFile.Write(file, stream => stream.Write(Encoding.UTF8.GetBytes(json)));
    }
}
