using System.CommandLine;
using System.Text.Json;
using Brine.Models;
using Brine.Pickling;

namespace Brine.Cli;

/// <summary><c>brine score MODEL DATA --target COLUMN [--metric NAME] [--weights COLUMN]</c></summary>
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
        {
            Description = "Another metric than the class's own, as scikit-learn's scoring: "
                + $"{string.Join(", ", EstimatorScorer.Metrics)}.",
        };
        var weights = new Option<string?>("--weights")
            { Description = "The column that says how much each row weighs (sample_weight), by name, or by number from 0." };
        var staged = new Option<bool>("--staged") { Description = "The score of AdaBoost after each of its members, one a line." };
        var json = new Option<bool>("--json") { Description = "Write the score, the metric and the number of rows as JSON." };
        var form = new DataArguments();
        var command = new Command("score", "How good a model's answers are, by the score of its class.")
            { model, data, target, metric, weights, staged, json };
        form.AddCsvTo(command);
        form.AddColumnsTo(command);
        command.SetAction(parsed => Run(
            console, parsed.GetRequiredValue(model), parsed.GetRequiredValue(data),
            parsed.GetValue(target)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [],
            new Asked(parsed.GetValue(metric), parsed.GetValue(weights), parsed.GetValue(staged), parsed.GetValue(json)),
            estimator => form.Options(parsed, estimator, console),
            (source, options) => form.Read(parsed, source, file => file.Read(
                path => DataFile.Read(path, options), bytes => DataFile.Read(bytes, options)))));
        return command;
    }

    private static int Run(
        CliConsole console, string modelPath, string dataPath, string[] targets, Asked asked,
        Func<Estimator, DataOptions> optionsFor, Func<InputFile, DataOptions, Features> read)
    {
        if (modelPath == "-" && dataPath == "-")
        {
            throw new UsageException("standard input cannot be the model and the data at once");
        }

        string? metric = asked.Metric;
        if (asked.IsStaged && (metric is not null || asked.Weights is not null || targets.Length == 0))
        {
            throw new UsageException("--staged takes a --target, and neither --metric nor --weights");
        }

        if (metric is not null && !EstimatorScorer.Metrics.Contains(metric))
        {
            string hint = Spelling.Closest(metric, EstimatorScorer.Metrics) is { } close ? $"did you mean '{close}'?"
                : $"there are {string.Join(", ", EstimatorScorer.Metrics)}";
            throw new UsageException($"there is no metric '{metric}'; {hint}");
        }

        using var notes = AnswerNotes.Collect();
        Model model = new InputFile(console, modelPath).Read(path => Model.Load(path, console.Load),
            bytes => Model.Load(bytes, console.Load));
        string[] beside = asked.Weights is { } column ? [.. targets, column] : targets;
        Features rows = read(new InputFile(console, dataPath), optionsFor(model.Estimator) with { Beside = beside });
        Features? target = null;
        double[]? weights = null;
        if (beside.Length > 0)
        {
            (Features others, Features taken) = TargetColumns.Split(rows, beside);
            weights = asked.Weights is null ? null : Weights(taken.SelectColumns([beside.Length - 1]));
            target = targets.Length == 0 ? null : taken.SelectColumns([.. Enumerable.Range(0, targets.Length)]);

            // A target that the model was trained on stays with the rows: how well one column is found out of all.
            rows = model.FeatureNames is { } known && targets.Any(known.Contains) ? rows : others;
        }

        rows = new Predictor(model.Estimator).Align(rows);
        IReadOnlyList<ModelScore> scores;
        try
        {
            scores = asked.IsStaged ? EstimatorScorer.ScoreStages(model.Estimator, rows, target!)
                : [EstimatorScorer.Score(model.Estimator, rows, target, metric, weights)];
        }
        catch (ArgumentException error) when (error.ParamName == "weights")
        {
            throw new UsageException($"{metric ?? model.Info.ClassName} weighs no rows; leave --weights out");
        }

        foreach (string note in notes.All)
        {
            console.Note(note);
        }

        if (scores.Any(score => double.IsNaN(score.Value)))
        {
            console.Note($"{scores[0].Metric} is not defined for these rows");
        }

        foreach (ModelScore score in asked.AsJson ? [] : scores)
        {
            console.Output.WriteLine(PyLiteral.Float(score.Value));
        }

        for (int i = 0; asked.AsJson && i < scores.Count; i++)
        {
            WriteJson(console, scores[i], rows.RowCount, asked.IsStaged ? i + 1 : null);
        }

        return ExitCode.Done;
    }

    /// <summary>The numbers of the column of weights.</summary>
    private static double[] Weights(Features column) =>
        column is Table { Columns: [var only] } && !only.TryGetNumbers(out _)
            ? throw new ModelInputException("InputKind", $"the weights in '{only.Name}' are no numbers")
            : Answer.Of(column).ToArray().ToDoubles();

    private static void WriteJson(CliConsole console, ModelScore score, int rowCount, int? stage)
    {

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
            if (stage is { } number)
            {
                writer.WriteNumber("stage", number);
            }

            writer.WriteEndObject();
        }

        console.OutputStream.WriteByte((byte)'\n');
    }

    private sealed record Asked(string? Metric, string? Weights, bool IsStaged, bool AsJson);
}
