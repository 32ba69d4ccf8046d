using System.CommandLine;
using Brine.Training;

namespace Brine.Cli;

/// <summary><c>brine fit PIPELINE.json DATA --target COLUMN -o MODEL [--sample-weight COLUMN] [--sklearn VERSION]
/// [--threads N]</c></summary>
internal static class FitCommand
{
    private static readonly Dictionary<string, SklearnTarget> Versions = new(StringComparer.Ordinal)
        { ["1.9"] = SklearnTarget.V1_9, ["1.2"] = SklearnTarget.V1_2 };

    internal static Command Build(CliConsole console)
    {
        var pipeline = new Argument<string>("PIPELINE")
            { Description = "What is trained: JSON with scikit-learn's names of classes and parameters, or the name of a class." };
        var data = new Argument<string>("DATA")
            { Description = "The rows, with the target beside them: .csv, .npy, .npz, .json, a pickled DataFrame or array, "
                + "or dataset:iris and the like." };
        var target = new Option<string?>("--target")
            { Description = "The column of the right answers, by name, or by number from 0; clustering and transformers have none." };
        var weight = new Option<string?>("--sample-weight")
        {
            Description = "The column of what each row weighs, by name, or by number from 0; the last step of a pipeline learns from it.",
        };
        var output = new Option<string>("--output", "-o")
            { Description = "The model to write; its extension chooses the form: .pkl, .joblib, .skops.", Required = true };
        var sklearn = new Option<string>("--sklearn")
            { Description = "The scikit-learn that the model is made for: 1.9 or 1.2.", DefaultValueFactory = _ => "1.9" };
        var threads = NumberOption.Whole("--threads", 1, 1024, "How many threads train at once; the model has the same bits. "
            + "Default: one a processor.");
        var form = new DataArguments();
        var command = new Command("fit", "Trains a model of scikit-learn's, which Python loads as its own.")
            { pipeline, data, target, weight, output, sklearn, threads };
        form.AddCsvTo(command);
        form.AddColumnsTo(command);
        command.SetAction(parsed =>
        {
            string wanted = parsed.GetRequiredValue(sklearn), path = parsed.GetRequiredValue(output);
            if (!Versions.TryGetValue(wanted, out SklearnTarget version))
            {
                throw new UsageException($"there is no training for scikit-learn '{wanted}'; say {string.Join(" or ", Versions.Keys)}");
            }

            Trainer trainer = ReadTrainer(parsed.GetRequiredValue(pipeline), version);
            Features rows = TrainingData.Read(console, parsed.GetRequiredValue(data), form, parsed);
            Target? right = null;
            double[]? weights = null;
            if (parsed.GetValue(weight) is { } heavy)
            {
                (rows, Features taken) = TargetColumns.Split(rows, heavy);
                weights = taken.ToMatrix().AsSpan().ToArray();
            }

            if (parsed.GetValue(target) is { } column)
            {
                (rows, Features taken) = TargetColumns.Split(rows, column);
                right = Target.FromFeatures(taken);
            }

            Model model = trainer.Fit(rows, right, new FitOptions
            {
                Version = version,
                SampleWeight = weights,
                ThreadCount = parsed.GetValue(threads) ?? 0,
                CancellationToken = console.Cancellation,
            });
            Save(console, model, path);
            console.Note($"{model} trained on {rows.RowCount} rows");
            return ExitCode.Done;
        });
        return command;
    }

    private static Trainer ReadTrainer(string pipeline, SklearnTarget version)
    {
        try
        {
            return TrainerTable.Names.Contains(pipeline) ? TrainerTable.Make(pipeline) : PipelineFile.Load(pipeline, version);
        }
        catch (FileNotFoundException error)
        {
            throw new FileNotFoundException($"'{pipeline}' is neither a file nor the name of a trainer"
                + (Spelling.Closest(pipeline, TrainerTable.Names) is { } close ? $"; did you mean '{close}'?" : ""), error);
        }
    }

    private static void Save(CliConsole console, Model model, string path)
    {
        try
        {
            FileConverter.Convert(Pickle.Dumps(model.Value), path, new ConvertOptions
            {
                Limits = console.Limits,
                OnNote = text => console.Note(text + Advice.ForNote(text)),
            });
        }
        catch (ArgumentException error) when (error.ParamName is "output" or "options")
        {
            throw UsageException.Of(error);
        }
    }
}
