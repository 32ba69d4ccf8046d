using System.CommandLine;
using Brine.Models;
using Brine.Verification;

namespace Brine.Cli;

/// <summary><c>brine predict MODEL DATA [-m METHODS] [-o OUT] [--keep] [--limit N] [--on-error mark]</c></summary>
internal static class PredictCommand
{
    private static string Forms =>
        $".csv, .tsv, .json, .jsonl, .npy, .npz{string.Concat(TableFormats.Extensions.Select(extension => ", " + extension))}";

    internal static Command Build(CliConsole console)
    {
        var model = new Argument<string>("MODEL")
            { Description = "The model: a pickle, joblib or skops file, alone or in an archive, or an MLflow folder." };
        var data = new Argument<string>("DATA")
            { Description =
                $"The rows: .csv or .tsv with a header, .npy, .npz, .json or .jsonl records, {TableFormats.Read}, a pickled "
                    + "DataFrame or array; - is standard input." };
        var methods = new Option<string?>("--methods", "-m")
            { Description = "Python names, separated by commas: " + string.Join(", ", MethodNames.All) + ". Default: predict." };
        var output = new Option<string?>("--out", "-o")
            { Description = $"Where the answers go: {Forms}. Default: CSV on standard output." };
        var json = new Option<bool>("--json") { Description = "JSON records on standard output." };
        var caseOption = new Option<bool>("--case")
            { Description = "The manifest.jsonl beside an .npz says in which order its columns stand and what is missing in them." };
        var rows = new RowArguments();
        var form = new DataArguments();
        var command = new Command("predict", "Runs a model on rows of data and writes its answers.")
            { model, data, methods, output, json, caseOption };
        rows.AddTo(command);
        form.AddCsvTo(command);
        form.AddColumnsTo(command);
        command.SetAction(parsed => Run(
            console,
            parsed.GetRequiredValue(model),
            parsed.GetRequiredValue(data),
            parsed.GetValue(methods),
            parsed.GetValue(output),
            parsed.GetValue(json),
            rows.Read(parsed),
            estimator =>
                form.Options(parsed, estimator, console)
                    with
                    {
                        Limit = rows.Read(parsed).Limit,
                        Npz = parsed.GetValue(caseOption) ? CaseOf(parsed.GetRequiredValue(data)).Npz : null,
                    },
            (source, answer) => form.Read(parsed, source, file => file.ReadByPath(answer))));
        return command;
    }

    private static int Run(
        CliConsole console, string modelPath, string dataPath, string? methodList, string? outputPath, bool asJson,
            RowArguments.Values rows,
        Func<Estimator, DataOptions> optionsFor, Func<InputFile, Func<string, BusyLine, FilePrediction>, FilePrediction> read)
    {
        if (modelPath == "-" && dataPath == "-")
        {
            throw new UsageException("standard input cannot be the model and the data at once");
        }

        outputPath = outputPath == "-" ? null : outputPath;
        string[] requested = NameList.Split(methodList, "method") ?? [];
        foreach (string name in requested)
        {
            if (MethodNames.Parse(name) == Methods.None)
            {
                string hint = Spelling.Closest(name, MethodNames.All) is { } close ? $"did you mean '{close}'?"
                    : $"there are {string.Join(", ", MethodNames.All)}";
                throw new UsageException($"there is no method '{name}'; {hint}");
            }
        }

        AnswerFormat? format = outputPath is null ? (asJson ? AnswerFormat.Json : AnswerFormat.Csv) : AnswerWriter.FormatOf(outputPath);
        if (outputPath is not null && format is null && !TableFormats.Writes(outputPath))
        {
            throw new UsageException($"answers are written as {Forms}, not as '{Path.GetExtension(outputPath).ToLowerInvariant()}'");
        }

        if (asJson && format is not (AnswerFormat.Json or AnswerFormat.JsonLines))
        {
            throw new UsageException($"--json writes JSON, and -o {outputPath} is none: leave one of them out");
        }

        var predictor = new Predictor(
            new InputFile(console, modelPath).Read(path => Model.Load(path, console.Load), bytes => Model.Load(bytes, console.Load))
                .Estimator);
        DataOptions options = optionsFor(predictor.Estimator);
        using var notes = AnswerNotes.Collect();
        FilePrediction done = read(new InputFile(console, dataPath), (path, busy) =>
        {
            var speed = new RowSpeed();
            var files = new FilePredictor(predictor, options)
            {
                Methods = requested,
                KeepsColumns = rows.Keep,
                OnError = rows.OnError,
                Cancellation = console.Cancellation,
                OnProgress = (count, share) => busy.Report($"{predictor.Estimator.ClassName}: {speed.Describe(count, share)}"),
            };
            try
            {
                return outputPath is null ? files.Write(path, format!.Value, console.OutputStream) : files.Save(path, outputPath, format);
            }
            catch (ArgumentException error) when (error.ParamName == "format")
            {
                throw UsageException.Of(error);
            }
        });
        Tell(console, predictor, rows.Keep ? done with { UnusedColumns = [] } : done, isUnasked: requested.Length == 0, notes);
        return ExitCode.Done;
    }

    /// <summary>Says what is not in the answers: which method was taken, what the model remarked, which columns it left aside.</summary>
    private static void Tell(CliConsole console, Predictor predictor, FilePrediction prediction, bool isUnasked, AnswerNotes notes)
    {
        if (isUnasked && predictor.DefaultMethod != "predict")
        {
            console.Note($"{predictor.Estimator.ClassName} has no predict; these are the answers of {predictor.DefaultMethod}");
        }

        foreach (string note in notes.All)
        {
            console.Note(note);
        }

        if (prediction.FailedRowCount > 0)
        {
            console.Note($"{prediction.FailedRowCount} of {prediction.RowCount} row{(prediction.RowCount == 1 ? "" : "s")} failed: the "
                + "column error says why");
        }

        IReadOnlyList<string> unused = prediction.UnusedColumns;
        if (unused.Count > 0)
        {
            IEnumerable<string> names = unused.Take(10)
                .Select(name => name == "Unnamed: 0" ? "'Unnamed: 0' (the index that pandas writes)" : $"'{name}'");
            console.Note(
                $"the model does not use the column{(unused.Count > 1 ? "s" : "")} "
                    + $"{string.Join(", ", names)}{(unused.Count > 10 ? "..." : "")}");
        }
    }

    private static CaseInfo CaseOf(string data) => (data == "-" ? null : CaseInfo.FindBeside(data))
        ?? throw new UsageException($"--case: no manifest.jsonl beside {(data == "-" ? "standard input" : data)} tells of it");
}
