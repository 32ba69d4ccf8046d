using System.CommandLine;
using System.Globalization;
using Brine.Models;

namespace Brine.Cli;

/// <summary><c>brine explain MODEL [DATA]</c></summary>
internal sealed class ExplainCommand
{
    private static readonly string[] Formats = ["text", "json", "tree", "dot"];

    private readonly Argument<string> _model = new("MODEL") { Description = "The model: what 'predict' takes." };
    private readonly Argument<string?> _data = new("DATA")
        { Description = "The rows to explain: what 'predict' takes. Without, the model itself.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string?> _format = new("--format")
        { Description = "text, json, tree (the rules of a tree, as export_text) or dot (a drawing, as export_graphviz). Default: text." };
    private readonly Option<bool> _json = new("--json") { Description = "The same as --format json." };
    private readonly Option<int?> _row = NumberOption.Whole("--row", 0, int.MaxValue, "The row to explain, from 0. Default: all.");
    private readonly Option<string?> _output = new("--output")
        { Description = "The class or output to show. Default: that of the prediction." };
    private readonly Option<int?> _top = NumberOption.Whole("--top", 1, int.MaxValue, "How many features are shown. Default: 10.");
    private readonly Option<int?> _neighbors = NumberOption.Whole("--neighbors", 1, int.MaxValue,
        "How many neighbors are shown. Default: those of the training.");
    private readonly Option<int?> _tree = NumberOption.Whole("--tree", 0, int.MaxValue,
        "Which tree of an ensemble is written, or whose way is shown, from 0.");
    private readonly Option<string?> _target = new("--target") { Description = "The column of the data that holds the true answers." };
    private readonly Option<bool> _permutation = new("--permutation")
        { Description = "How much the score falls when a column is shuffled; needs --target." };
    private readonly Option<int?> _repeats = NumberOption.Whole("--repeats", 1, int.MaxValue,
        "How often columns are shuffled. Default: 5.");
    private readonly Option<uint?> _seed = NumberOption.Whole("--random-state", 0u, uint.MaxValue, "The seed of the shuffles. Default: 0.");
    private readonly Option<string?> _partial = new("--partial")
        { Description = "Columns, separated by commas: the answers on average, by the values of each." };
    private readonly Option<int?> _grid = NumberOption.Whole("--grid", 2, 1_000_000, "How many values --partial takes. Default: 100.");
    private readonly Option<string?> _percentiles = new("--percentiles")
        { Description = "Between which shares of the rows they lie. Default: 0.05,0.95." };
    private readonly TreeArguments _trees = new();
    private readonly DataArguments _form = new();
    private readonly CliConsole _console;

    private ExplainCommand(CliConsole console) => _console = console;

    internal static Command Build(CliConsole console)
    {
        var explain = new ExplainCommand(console);
        var command = new Command("explain",
            "Says what a model learned: importances, coefficients, trees; and with data, what speaks for the answer to each row.")
            {
                explain._model, explain._data, explain._format, explain._json, explain._row, explain._output, explain._top,
                explain._neighbors, explain._tree, explain._target, explain._permutation, explain._repeats, explain._seed, explain._partial,
                explain._grid, explain._percentiles,
            };
        explain._trees.AddTo(command);
        explain._form.AddCsvTo(command);
        explain._form.AddColumnsTo(command);
        command.SetAction(explain.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        string format = parsed.GetValue(_format) ?? (parsed.GetValue(_json) ? "json" : "text");
        string? dataPath = parsed.GetValue(_data);
        Check(parsed, format, dataPath);
        Estimator estimator = new InputFile(_console, parsed.GetRequiredValue(_model))
            .Read(path => Model.Load(path, _console.Load), bytes => Model.Load(bytes, _console.Load)).Estimator;
        try
        {
            if (format is "tree" or "dot")
            {
                WriteTree(parsed, estimator, format);
            }
            else
            {
                using ExplainJson? json = format == "json" ? new ExplainJson(_console.OutputStream, estimator.ClassName) : null;
                var text = new ExplainText(_console.Output, parsed.GetValue(_top) ?? 10);
                if (dataPath is null)
                {
                    WriteModel(parsed, estimator, json, text);
                }
                else
                {
                    WriteData(parsed, estimator, dataPath, json, text);
                }
            }
        }
        catch (ArgumentException error)
        {
            throw UsageException.Of(error);
        }

        return ExitCode.Done;
    }

    private void Check(ParseResult parsed, string format, string? dataPath)
    {
        if (!Formats.Contains(format))
        {
            throw new UsageException($"--format takes {string.Join(", ", Formats)}, not '{format}'");
        }

        if (parsed.GetRequiredValue(_model) == "-" && dataPath == "-")
        {
            throw new UsageException("standard input cannot be the model and the data at once");
        }

        if (format is not ("tree" or "dot") && _trees.Given(parsed) is { } tree)
        {
            throw new UsageException($"{tree} says how a tree is written: it needs --format tree or --format dot");
        }

        if (format is "tree" or "dot" && dataPath is not null)
        {
            throw new UsageException($"--format {format} writes a tree, which needs no data");
        }

        if (parsed.GetValue(_json) && format != "json")
        {
            throw new UsageException($"--json and --format {format} contradict each other");
        }

        bool isPartial = parsed.GetValue(_partial) is not null, isPermutation = parsed.GetValue(_permutation);
        Option[] needData = [_row, _neighbors, _target, _permutation, _partial, _repeats, _seed, _grid, _percentiles];
        if (dataPath is null && needData.FirstOrDefault(option => IsGiven(parsed, option)) is { } lonely)
        {
            throw new UsageException($"{lonely.Name} needs DATA");
        }

        if (isPermutation && parsed.GetValue(_target) is null)
        {
            throw new UsageException("--permutation needs --target, the column of the true answers");
        }

        Option[] unused = [.. isPermutation ? [] : (Option[])[_repeats, _seed], .. isPartial ? [] : (Option[])[_grid, _percentiles]];
        if (unused.FirstOrDefault(option => IsGiven(parsed, option)) is { } other)
        {
            throw new UsageException(
                $"{other.Name} needs {(other == _repeats || other == _seed ? "--permutation" : "--partial, the columns to look at")}");
        }
    }

    private static bool IsGiven(ParseResult parsed, Option option) => parsed.GetResult(option) is { Implicit: false };

    private void WriteTree(ParseResult parsed, Estimator estimator, string format)
    {
        int tree = parsed.GetValue(_tree) ?? 0;
        IReadOnlyList<string>? names = TreeText.FeatureNames(estimator);
        if (format == "tree")
        {
            TreeText.Write(estimator, _console.Output, _trees.Text(parsed, names, tree));
        }
        else
        {
            TreeGraph.Write(estimator, _console.Output, _trees.Graph(parsed, names, estimator.Classes, tree));
            _console.Output.Write("\n");
        }
    }

    private void WriteModel(ParseResult parsed, Estimator estimator, ExplainJson? json, ExplainText text)
    {
        FeatureWeights weights = FeatureWeights.Of(estimator);
        if (json is not null)
        {
            json.Write(weights);
            return;
        }

        text.Write(weights);
        if (parsed.GetValue(_tree) is not null || estimator.Form is TreeEnsembleForm { Trees.Count: 1 })
        {
            TreeText.Write(estimator, _console.Output,
                new TreeTextOptions { FeatureNames = TreeText.FeatureNames(estimator), Tree = parsed.GetValue(_tree) ?? 0 });
        }
    }

    private void WriteData(ParseResult parsed, Estimator estimator, string dataPath, ExplainJson? json, ExplainText text)
    {
        var file = new InputFile(_console, dataPath);
        DataOptions options = _form.Options(parsed, estimator, _console);
        Features rows = _form.Read(parsed, file,
            source => source.Read(path => DataFile.Read(path, options), bytes => DataFile.Read(bytes, options)));
        Column? target = parsed.GetValue(_target) is { } name ? Take(ref rows, name) : null;
        rows = new Predictor(estimator).Align(rows);
        if (parsed.GetValue(_permutation))
        {
            WritePermutation(parsed, estimator, rows, target!, json, text);
        }

        if (NameList.Split(parsed.GetValue(_partial), "column") is { } columns)
        {
            WritePartial(parsed, estimator, rows, columns, json, text);
        }
        else if (!parsed.GetValue(_permutation))
        {
            WriteRows(parsed, estimator, rows, json, text);
        }
    }

    private void WriteRows(ParseResult parsed, Estimator estimator, Features rows, ExplainJson? json, ExplainText text)
    {
        const int BlockRows = 64;
        int first = parsed.GetValue(_row) ?? 0, end = parsed.GetValue(_row) is null ? rows.RowCount : first + 1;
        if (first >= rows.RowCount && IsGiven(parsed, _row))
        {
            throw new UsageException($"--row {first}: the data has {rows.RowCount} rows, counted from 0");
        }

        var explainer = new Explainer(estimator);
        if (parsed.GetValue(_output) is { } output && estimator.Classes is { } classes && !classes.Names.Contains(output))
        {
            throw new UsageException($"--output {output}: the classes are {classes}");
        }

        var how = new ExplainOptions { NeighborCount = parsed.GetValue(_neighbors), Tree = parsed.GetValue(_tree) };
        using var busy = new BusyLine(_console, $"explaining {rows.RowCount} rows ...");
        json?.StartRows();
        for (int start = first; start < end; start += BlockRows)
        {
            int[] block = [.. Enumerable.Range(start, Math.Min(BlockRows, end - start))];
            IReadOnlyList<RowExplanation> explanations = explainer.Explain(rows.SelectRows(block), how);
            for (int i = 0; i < block.Length; i++)
            {
                json?.Write(explanations[i], block[i]);
                if (json is null)
                {
                    text.Write(explanations[i], block[i], parsed.GetValue(_output));
                }
            }

            busy.Report(string.Create(CultureInfo.InvariantCulture, $"{start + block.Length:N0} of {end:N0} rows explained"));
        }

        json?.EndRows();
    }

    private void WritePermutation(ParseResult parsed, Estimator estimator, Features rows, Column target, ExplainJson? json,
        ExplainText text)
    {
        using var busy = new BusyLine(_console, "shuffling columns ...");
        var options = new PermutationOptions
        {
            Repeats = parsed.GetValue(_repeats) ?? 5,
            RandomState = parsed.GetValue(_seed) ?? 0,
            OnProgress = share => busy.Report(string.Create(CultureInfo.InvariantCulture, $"shuffling columns: {share:P0}")),
        };
        PermutationImportance importance = PermutationImportance.Of(estimator, rows, target, options);
        json?.Write(importance);
        if (json is null)
        {
            text.Write(importance, options);
        }
    }

    private void WritePartial(ParseResult parsed, Estimator estimator, Features rows, string[] columns, ExplainJson? json,
        ExplainText text)
    {
        (double lowest, double highest) = Percentiles(parsed.GetValue(_percentiles));
        var options = new PartialDependenceOptions
            { Resolution = parsed.GetValue(_grid) ?? 100, Lowest = lowest, Highest = highest };
        IReadOnlyList<string> names = rows.ColumnNames ?? estimator.FeatureNamesIn
            ?? [.. Enumerable.Range(0, rows.ColumnCount).Select(column => $"{column}")];
        using var busy = new BusyLine(_console, "averaging answers ...");
        var found = new List<PartialDependence>();
        foreach (string column in columns)
        {
            int place = names.ToList().IndexOf(column);
            found.Add(place >= 0 ? PartialDependence.Of(estimator, rows, place, options) : throw NoColumn("--partial", column, names));
        }

        json?.Write(found);
        foreach (PartialDependence item in json is null ? found : [])
        {
            text.Write(item);
        }
    }

    private static (double Lowest, double Highest) Percentiles(string? text)
    {
        if (text is null)
        {
            return (PartialDependenceOptions.Default.Lowest, PartialDependenceOptions.Default.Highest);
        }

        string[] parts = text.Split(',');
        return parts.Length == 2 && double.TryParse(parts[0], NumberStyles.Float, CultureInfo.InvariantCulture, out double lowest)
            && double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out double highest) ? (lowest, highest)
            : throw new UsageException($"--percentiles takes two numbers from 0 to 1, such as 0.05,0.95, not '{text}'");
    }

    /// <summary>Takes the column of the true answers out of the data.</summary>
    private static Column Take(ref Features rows, string name)
    {
        if (rows is not Table table || table.ColumnNames is not { } names)
        {
            throw new UsageException("--target needs data whose columns have names, such as a CSV");
        }

        int place = table.IndexOf(name);
        if (place < 0)
        {
            throw NoColumn("--target", name, names);
        }

        Column target = table.Columns[place];
        rows = table.SelectColumns([.. Enumerable.Range(0, table.ColumnCount).Where(column => column != place)]);
        return target;
    }

    private static UsageException NoColumn(string option, string name, IReadOnlyList<string> names) => new(
        $"{option}: the data has no column '{name}'; "
            + (Spelling.Closest(name, names) is { } close ? $"did you mean '{close}'?" : $"it has {string.Join(", ", names.Take(20))}"));
}
