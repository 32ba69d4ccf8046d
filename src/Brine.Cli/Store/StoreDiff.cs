using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Brine.Store;

namespace Brine.Cli;

/// <summary><c>brine store diff</c></summary>
internal static class StoreDiff
{
    private const int Shown = 40;
    private const int ElementsShown = 5;
    private const int BarLength = 12;

    internal static Command Build(CliConsole console)
    {
        Argument<string> left = StoreArguments.Reference("LEFT"), right = StoreArguments.Reference("RIGHT");
        Option<bool> json = StoreArguments.Json();
        var output = new Option<string?>("-o", "--output") { Description = "Write it as a page of HTML with pictures to this file." };
        var command = new Command("diff", "How two versions differ: metrics, parameters, attributes, arrays, answers.")
            { left, right, output, json };
        command.SetAction(parsed =>
        {
            using ModelStore store = StoreArguments.Open(parsed, console);
            VersionComparison comparison = store.Compare(parsed.GetRequiredValue(left), parsed.GetRequiredValue(right));
            if (parsed.GetValue(output) is { } path)
            {
                StoreDiffPage.Save(path, comparison);
            }

            if (parsed.GetValue(json))
            {
                StoreJson.Write(console, writer => WriteJson(writer, comparison));
            }
            else if (parsed.GetValue(output) is null)
            {
                WriteText(console, comparison);
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static void WriteJson(Utf8JsonWriter json, VersionComparison comparison)
    {
        json.WriteString("left", comparison.Left.ToString());
        json.WriteString("right", comparison.Right.ToString());
        json.WriteBoolean("same_file", comparison.IsSameFile);
        json.WriteBoolean("complete", comparison.IsComplete);
        StoreJson.List(json, "metrics", comparison.Metrics.Select(metric => (Action<Utf8JsonWriter>)(item =>
        {
            item.WriteString("name", metric.Name);
            Number(item, "left", metric.Left);
            Number(item, "right", metric.Right);
        })));
        StoreJson.List(json, "changes", comparison.Changes.Select(change => (Action<Utf8JsonWriter>)(item =>
        {
            item.WriteString("place", change.Place);
            item.WriteString("kind", change.Kind.ToString());
            item.WriteString("left", change.Left);
            item.WriteString("right", change.Right);
            item.WriteString("detail", change.Detail);
            if (change.Elements.Count > 0)
            {
                StoreJson.List(item, "elements", change.Elements.Select(element => (Action<Utf8JsonWriter>)(line =>
                {
                    line.WriteString("place", element.Place);
                    Number(line, "left", element.Left);
                    Number(line, "right", element.Right);
                })));
            }
        })));
        StoreJson.Checks(json, "predictions", comparison.Predictions);
        json.Texts("notes", comparison.Notes);

        static void Number(Utf8JsonWriter json, string name, double? value)
        {
            if (value is { } number && double.IsFinite(number))
            {
                json.WriteNumber(name, number);
            }
            else
            {
                json.WriteNull(name);
            }
        }
    }

    private static void WriteText(CliConsole console, VersionComparison comparison)
    {
        TextWriter output = console.Output;
        output.Write($"{comparison.Left} -> {comparison.Right}{(comparison.IsSameFile ? ": the same file" : "")}\n");
        Heading("metrics", comparison.Metrics.Count);
        foreach (MetricChange metric in comparison.Metrics)
        {
            output.Write(string.Create(CultureInfo.InvariantCulture, $"  {metric.Name,-20} {metric.Left:R} -> {metric.Right:R}\n"));
        }

        foreach (ChangeKind kind in Enum.GetValues<ChangeKind>())
        {
            ValueChange[] changes = [.. comparison.Changes.Where(change => change.Kind == kind)];
            Heading(kind switch { ChangeKind.Parameter => "parameters", ChangeKind.Attribute => "attributes", _ => "arrays" },
                changes.Length);
            foreach (ValueChange change in changes.Take(Shown))
            {
                output.Write($"  {change}\n");
                WriteElements(output, change.Elements);
            }

            if (changes.Length > Shown)
            {
                output.Write($"  and {changes.Length - Shown} more: --json has them\n");
            }
        }

        Heading("answers", comparison.Predictions.Count);
        StoreText.WriteChecks(output, comparison.Predictions);
        foreach (string note in comparison.Notes)
        {
            output.Write($"note: {note}\n");
        }

        void Heading(string name, int count)
        {
            if (count > 0)
            {
                output.Write(name + "\n");
            }
        }
    }

    /// <summary>The numbers that changed most, with bars: to the right for more, to the left for less.</summary>
    private static void WriteElements(TextWriter output, IReadOnlyList<ElementChange> elements)
    {
        double most = elements.Select(element => Math.Abs(element.Right - element.Left)).Where(double.IsFinite).DefaultIfEmpty(0).Max();
        foreach (ElementChange element in elements.Take(ElementsShown))
        {
            double change = element.Right - element.Left;
            int length = double.IsFinite(change) && most > 0 ? (int)Math.Ceiling(Math.Abs(change) / most * BarLength) : 0;
            string bar = change < 0 ? new string('-', length).PadLeft(BarLength) + "|"
                : new string(' ', BarLength) + "|" + new string('+', length);
            output.Write(string.Create(CultureInfo.InvariantCulture,
                $"    {element.Place,-12} {bar.PadRight((2 * BarLength) + 1)} {element.Left:g6} -> {element.Right:g6}\n"));
        }
    }
}
