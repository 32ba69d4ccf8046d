using System.CommandLine;
using System.Text.Json;
using Brine.Models;
using Brine.Pickling;

namespace Brine.Cli;

/// <summary><c>brine score MODEL DATA --target COLUMN [--metric NAME]</c></summary>
internal static class ScoreCommand
{
    internal static Command Build(CliConsole console)
    {
        var model = new Argument<string>("MODEL") { Description = "The model." };
        var data = new Argument<string>("DATA")
            { Description = "The rows, with the target beside them: .csv, .npy, .npz, .json, a pickled DataFrame or array." };
        var target = new Option<string?>("--target")
            { Description = "The column of the right answers, by name, or by number from 0; several separated by commas." };
        var metric = new Option<string?>("--metric")
            { Description = $"Another metric than the class's own: {string.Join(", ", EstimatorScorer.Metrics)}." };
        var json = new Option<bool>("--json") { Description = "Write the score, the metric and the number of rows as JSON." };
        var form = new DataArguments();
        var command = new Command("score", "How good a model's answers are, by the score of its class.")
            { model, data, target, metric, json };
        form.AddCsvTo(command);
        form.AddColumnsTo(command);
        command.SetAction(parsed => Run(
            console, parsed.GetRequiredValue(model), parsed.GetRequiredValue(data),
            parsed.GetValue(target)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [],
            parsed.GetValue(metric), parsed.GetValue(json), estimator => form.Options(parsed, estimator, console),
            (source, options) => form.Read(parsed, source, file => file.Read(
                path => DataFile.Read(path, options), bytes => DataFile.Read(bytes, options)))));
        return command;
    }

    private static int Run(
        CliConsole console, string modelPath, string dataPath, string[] targets, string? metric, bool asJson,
        Func<Estimator, DataOptions> optionsFor, Func<InputFile, DataOptions, Features> read)
    {
        if (modelPath == "-" && dataPath == "-")
        {
            throw new UsageException("standard input cannot be the model and the data at once");
        }

        if (metric is not null && !EstimatorScorer.Metrics.Contains(metric))
        {
            string hint = Spelling.Closest(metric, EstimatorScorer.Metrics) is { } close ? $"did you mean '{close}'?"
                : $"there are {string.Join(", ", EstimatorScorer.Metrics)}";
            throw new UsageException($"there is no metric '{metric}'; {hint}");
        }

        using var notes = AnswerNotes.Collect();
        Model model = new InputFile(console, modelPath).Read(path => Model.Load(path), bytes => Model.Load(bytes));
        Features rows = read(new InputFile(console, dataPath), optionsFor(model.Estimator) with { Beside = targets });
        Features? target = null;
        if (targets.Length > 0)
        {
            (Features others, target) = TargetColumns.Split(rows, targets);

            // A target that the model was trained on stays with the rows: how well one column is found out of all.
            rows = model.FeatureNames is { } known && targets.Any(known.Contains) ? rows : others;
        }

        ModelScore score = EstimatorScorer.Score(model.Estimator, new Predictor(model.Estimator).Align(rows), target, metric);
        foreach (string note in notes.All)
        {
            console.Note(note);
        }

        if (double.IsNaN(score.Value))
        {
            console.Note($"{score.Metric} is not defined for these rows");
        }

        Write(console, score, rows.RowCount, asJson);
        return ExitCode.Done;
    }

    private static void Write(CliConsole console, ModelScore score, int rowCount, bool asJson)
    {
        if (!asJson)
        {
            console.Output.WriteLine(PyLiteral.Float(score.Value));
            return;
        }

        using (var writer = new Utf8JsonWriter(console.OutputStream))
        {
            writer.WriteStartObject();
            writer.WriteString("metric", score.Metric);
            if (double.IsFinite(score.Value))
            {
                writer.WriteNumber("score", score.Value);
            }
            else
            {
                writer.WriteNull("score");
            }

            writer.WriteNumber("rows", rowCount);
            writer.WriteEndObject();
        }

        console.OutputStream.WriteByte((byte)'\n');
    }
}
