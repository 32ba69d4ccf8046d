using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Brine.Models;
using Brine.Training;

namespace Brine.Cli;

/// <summary><c>brine evaluate MODEL DATA --target COLUMN [--json]</c></summary>
internal static class EvaluateCommand
{
    private static readonly (string Name, string Metric, double Sign)[] Regression = [
        ("r2", "r2", 1), ("explained variance", "explained_variance", 1), ("mean absolute error", "neg_mean_absolute_error", -1),
        ("median absolute error", "neg_median_absolute_error", -1), ("mean squared error", "neg_mean_squared_error", -1),
        ("root mean squared error", "neg_root_mean_squared_error", -1), ("max error", "neg_max_error", -1)];

    internal static Command Build(CliConsole console)
    {
        var model = new Argument<string>("MODEL") { Description = "The model: a classifier or a regressor." };
        var data = new Argument<string>("DATA")
            { Description = "The rows, with the target beside them: .csv, .npy, .npz, .json, a pickled DataFrame or array." };
        var target = new Option<string>("--target")
            { Description = "The column of the right answers, by name, or by number from 0.", Required = true };
        var json = new Option<bool>("--json") { Description = "Write the report as JSON." };
        var form = new DataArguments();
        var command = new Command("evaluate",
            "The whole report of how good a model is: scikit-learn's classification_report and confusion_matrix, or the errors of numbers.")
            { model, data, target, json };
        form.AddCsvTo(command);
        form.AddColumnsTo(command);
        command.SetAction(parsed =>
        {
            string modelPath = parsed.GetRequiredValue(model), dataPath = parsed.GetRequiredValue(data);
            string column = parsed.GetRequiredValue(target);
            if (modelPath == "-" && dataPath == "-")
            {
                throw new UsageException("standard input cannot be the model and the data at once");
            }

            Model loaded = new InputFile(console, modelPath).Read(path => Model.Load(path, console.Load),
                bytes => Model.Load(bytes, console.Load));
            DataOptions options = form.Options(parsed, loaded.Estimator, console) with { Beside = [column] };
            Features read = form.Read(parsed, new InputFile(console, dataPath),
                file => file.Read(path => DataFile.Read(path, options), bytes => DataFile.Read(bytes, options)));
            (Features rows, Features right) = TargetColumns.Split(read, column);
            rows = new Predictor(loaded.Estimator).Align(rows);
            if (loaded.Classes is null)
            {
                Write(console, Errors(loaded, rows, right), parsed.GetValue(json));
            }
            else
            {
                Write(console, ClassificationReport.Of(Target.FromFeatures(right), loaded.Predict(rows)), parsed.GetValue(json));
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static (string Name, double Value)[] Errors(Model model, Features rows, Features right) =>
        [.. Regression.Where(metric => EstimatorScorer.Metrics.Contains(metric.Metric))
            .Select(metric => (metric.Name, metric.Sign * EstimatorScorer.Score(model.Estimator, rows, right, metric.Metric).Value))];

    private static void Write(CliConsole console, (string Name, double Value)[] errors, bool asJson)
    {
        if (!asJson)
        {
            int width = errors.Max(error => error.Name.Length);
            foreach ((string name, double value) in errors)
            {
                console.Output.WriteLine(name.PadRight(width) + "  " + value.ToString("R", CultureInfo.InvariantCulture));
            }

            return;
        }

        WriteJson(console, writer =>
        {
            foreach ((string name, double value) in errors)
            {
                WriteNumber(writer, name.Replace(' ', '_'), value);
            }
        });
    }

    private static void Write(CliConsole console, ClassificationReport report, bool asJson)
    {
        if (!asJson)
        {
            console.Output.Write(report.ToString());
            console.Output.WriteLine();
            console.Output.WriteLine("confusion matrix, a row for each right label, a column for each answer:");
            console.Output.WriteLine(report.ConfusionText);
            return;
        }

        WriteJson(console, writer =>
        {
            WriteNumber(writer, "accuracy", report.Accuracy);
            foreach (ClassScore score in (IEnumerable<ClassScore>)[.. report.Classes, report.MacroAverage, report.WeightedAverage])
            {
                writer.WriteStartObject(score.Name);
                WriteNumber(writer, "precision", score.Precision);
                WriteNumber(writer, "recall", score.Recall);
                WriteNumber(writer, "f1-score", score.F1);
                writer.WriteNumber("support", score.Support);
                writer.WriteEndObject();
            }

            writer.WriteStartArray("confusion_matrix");
            for (int row = 0; row < report.Classes.Count; row++)
            {
                writer.WriteStartArray();
                for (int column = 0; column < report.Classes.Count; column++)
                {
                    writer.WriteNumberValue(report.Confusion[row, column]);
                }

                writer.WriteEndArray();
            }

            writer.WriteEndArray();
        });
    }

    private static void WriteNumber(Utf8JsonWriter writer, string name, double value)
    {
        if (double.IsFinite(value))
        {
            writer.WriteNumber(name, value);
        }
        else
        {
            writer.WriteNull(name);
        }
    }

    private static void WriteJson(CliConsole console, Action<Utf8JsonWriter> write)
    {
        using (var writer = new Utf8JsonWriter(console.OutputStream))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        console.OutputStream.WriteByte((byte)'\n');
    }
}
