using System.CommandLine;
using Brine.Arrays;
using Brine.Containers;
using Brine.Models;

namespace Brine.Cli;

/// <summary><c>brine predict MODEL DATA [-m METHODS] [-o OUT]</c></summary>
internal static class PredictCommand
{
    internal static Command Build(CliConsole console)
    {
        var model = new Argument<string>("MODEL") { Description = "The model: a pickle, joblib or skops file, alone or in an archive, or an MLflow folder." };
        var data = new Argument<string>("DATA") { Description = "The rows: .csv or .tsv with a header, .npy, .npz, .json or .jsonl records, a pickled DataFrame or array; - is standard input." };
        var methods = new Option<string?>("--methods", "-m") { Description = "Python names, separated by commas: " + string.Join(", ", MethodNames.All) + ". Default: predict." };
        var output = new Option<string?>("--out", "-o") { Description = "Where the answers go: .csv, .json, .jsonl, .npy or .npz. Default: CSV on standard output." };
        var json = new Option<bool>("--json") { Description = "JSON records on standard output." };
        var caseOption = new Option<bool>("--case") { Description = "The manifest.jsonl beside an .npz says in which order its columns stand and what is missing in them." };
        var form = new DataArguments();
        var command = new Command("predict", "Runs a model on rows of data and writes its answers.") { model, data, methods, output, json, caseOption };
        form.AddCsvTo(command);
        form.AddColumnsTo(command);
        command.SetAction(parsed => Run(
            console,
            parsed.GetRequiredValue(model),
            parsed.GetRequiredValue(data),
            parsed.GetValue(methods),
            parsed.GetValue(output),
            parsed.GetValue(json),
            (estimator, source) =>
            {
                DataOptions options = form.Options(parsed, estimator, console) with { Case = parsed.GetValue(caseOption) ? CaseOf(parsed.GetRequiredValue(data)) : null };
                return form.Read(parsed, source, path => DataFile.Read(path, options), bytes => DataFile.Read(bytes, options));
            }));
        return command;
    }

    private static int Run(CliConsole console, string modelPath, string dataPath, string? methodList, string? outputPath, bool asJson, Func<Estimator, InputFile, Features> read)
    {
        if (modelPath == "-" && dataPath == "-")
        {
            throw new UsageException("standard input cannot be the model and the data at once");
        }

        outputPath = outputPath == "-" ? null : outputPath;
        string[] requested = methodList?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
        foreach (string name in requested)
        {
            if (MethodNames.Parse(name) == Methods.None)
            {
                string hint = Spelling.Closest(name, MethodNames.All) is { } close ? $"did you mean '{close}'?" : $"there are {string.Join(", ", MethodNames.All)}";
                throw new UsageException($"there is no method '{name}'; {hint}");
            }
        }

        string form = outputPath is null ? (asJson ? ".json" : ".csv") : Path.GetExtension(outputPath).ToLowerInvariant();
        if (form is not (".csv" or ".json" or ".jsonl" or ".npy" or ".npz"))
        {
            throw new UsageException($"answers are written as .csv, .json, .jsonl, .npy or .npz, not as '{form}'");
        }

        if (asJson && form is not (".json" or ".jsonl"))
        {
            throw new UsageException($"--json writes JSON, and -o {outputPath} is none: leave one of them out");
        }

        Estimator estimator = new InputFile(console, modelPath).Read(path => Model.Load(path), bytes => Model.Load(bytes)).Estimator;
        bool isUnasked = requested.Length == 0;
        if (isUnasked)
        {
            requested = [Default(estimator)];
        }

        Features rows = read(estimator, new InputFile(console, dataPath));
        rows = TableAlignment.Align(estimator, rows, out IReadOnlyList<string> unused);
        using var busy = new BusyLine(console, $"{estimator.ClassName}: {rows.RowCount} rows ...");
        using var notes = AnswerNotes.Collect();
        (string Name, Answer Answer)[] answers = [.. requested.Select(name => (name, Ask(estimator, MethodNames.Parse(name), rows)))];
        if (isUnasked && requested[0] != "predict")
        {
            console.Note($"{estimator.ClassName} has no predict; these are the answers of {requested[0]}");
        }

        foreach (string note in notes.All)
        {
            console.Note(note);
        }

        if (unused.Count > 0)
        {
            console.Note($"the model does not use the column{(unused.Count > 1 ? "s" : "")} {string.Join(", ", unused.Take(10).Select(name => name == "Unnamed: 0" ? "'Unnamed: 0' (the index that pandas writes)" : $"'{name}'"))}{(unused.Count > 10 ? "..." : "")}");
        }

        if (form is ".npz" or ".npy")
        {
            WriteArrays(form, outputPath!, answers);
            return ExitCode.Done;
        }

        var table = new AnswerTable();
        foreach ((string name, Answer answer) in answers)
        {
            table.Add(name, answer, ColumnNames(estimator, MethodNames.Parse(name), rows));
        }

        Write(console, form, outputPath, table);
        return ExitCode.Done;
    }

    private static CaseInfo CaseOf(string data) => (data == "-" ? null : CaseInfo.FindBeside(data))
        ?? throw new UsageException($"--case: no manifest.jsonl beside {(data == "-" ? "standard input" : data)} tells of it");

    /// <summary><c>inverse_transform</c> is asked about what <c>transform</c> gave.</summary>
    private static Answer Ask(Estimator estimator, Methods method, Features rows)
    {
        if (method != Methods.InverseTransform || !estimator.Methods.HasFlag(Methods.InverseTransform))
        {
            return estimator.Call(method, rows);
        }

        Answer transformed = estimator.Call(Methods.Transform, rows);
        return estimator.Call(method, transformed.Sparse is { } sparse ? new SparseMatrix(sparse) : Features.FromArray(transformed.ToArray()));
    }

    private static string Default(Estimator estimator) =>
        estimator.Methods.HasFlag(Methods.Predict) || !estimator.Methods.HasFlag(Methods.Transform) ? "predict" : "transform";

    private static IReadOnlyList<string>? ColumnNames(Estimator estimator, Methods method, Features rows) => method switch
    {
        Methods.PredictProba or Methods.PredictLogProba or Methods.DecisionFunction => estimator.Classes?.Names,
        Methods.Transform when estimator.Methods.HasFlag(Methods.GetFeatureNamesOut) => estimator.FeatureNamesOut(rows.ColumnNames ?? estimator.FeatureNamesIn),
        Methods.InverseTransform => estimator.FeatureNamesIn,
        _ => null,
    };

    private static void WriteArrays(string form, string path, (string Name, Answer Answer)[] answers)
    {
        if (form == ".npy")
        {
            if (answers.Length != 1 || answers[0].Answer.Parts is not null)
            {
                throw new UsageException(".npy holds one array; write several methods, or a list of arrays, as .npz");
            }

            byte[] array = NpyFormat.Write(NpzAnswers.WithoutObjects(answers[0].Answer.ToArray()));
            AtomicFile.Write(path, stream => stream.Write(array));
            return;
        }

        var npz = new NpzFile();
        foreach ((string name, Answer answer) in answers)
        {
            NpzAnswers.Add(npz, name, answer);
        }

        byte[] bytes = npz.Write();
        AtomicFile.Write(path, stream => stream.Write(bytes));
    }

    private static void Write(CliConsole console, string form, string? path, AnswerTable table)
    {
        if (path is null)
        {
            WriteTo(form, table, console.OutputStream);
            return;
        }

        AtomicFile.Write(path, stream => WriteTo(form, table, stream));
    }

    private static void WriteTo(string form, AnswerTable table, Stream stream)
    {
        switch (form)
        {
            case ".json":
                AnswerWriter.WriteJson(table, stream);
                break;
            case ".jsonl":
                AnswerWriter.WriteJsonLines(table, stream);
                break;
            default:
                using (var writer = new StreamWriter(stream, new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16, leaveOpen: true))
                {
                    AnswerWriter.WriteCsv(table, writer);
                }

                break;
        }
    }
}
