using System.Globalization;

namespace Brine.Cli;

/// <summary>Prints explanations for people.</summary>
/// <param name="output">Where to.</param>
/// <param name="top">How many features, neighbors and values are shown each time.</param>
internal sealed class ExplainText(TextWriter output, int top)
{
    internal void Write(FeatureWeights weights)
    {
        for (int k = 0; k < weights.OutputNames.Count; k++)
        {
            output.Write($"{weights.Attribute} of {Plain(weights.ClassName)}{For(weights.OutputNames[k])}\n");
            if (weights.Intercepts is { } intercepts)
            {
                Line(Signed(intercepts[k]), "intercept");
            }

            IReadOnlyList<FeatureWeight> ranked = weights.Ranked(k);
            foreach (FeatureWeight weight in ranked.Take(top))
            {
                Line(weights.Intercepts is null ? Number(weight.Value) : Signed(weight.Value), weight.Name);
            }

            Rest(ranked.Count);
        }
    }

    /// <param name="explanation">What to print.</param>
    /// <param name="row">The number of the row.</param>
    /// <param name="wanted">The output that is shown; that of the prediction where null, and all where it has none.</param>
    internal void Write(RowExplanation explanation, int row, string? wanted)
    {
        output.Write($"row {row}{(explanation.Prediction is { } prediction ? ": " + Plain(prediction) : "")}\n");
        int[] outputs = [.. Enumerable.Range(0, explanation.OutputNames.Count)];
        int[] chosen = [.. outputs.Where(k => explanation.OutputNames[k] == (wanted ?? explanation.Prediction))];
        foreach (int k in chosen.Length > 0 ? chosen : outputs)
        {
            Write(explanation, k);
        }

        if (explanation.Path is { } path)
        {
            output.Write("  path through the tree\n");
            foreach (PathStep step in path)
            {
                output.Write($"    {Plain(step.ToString())}  ({step.Samples} rows of the training came here)\n");
            }
        }

        if (explanation.Near is { } near)
        {
            foreach (NearRow item in near.Take(top))
            {
                string what = explanation.Kind == ExplanationKind.Centers ? "center of cluster" : "training row";
                Line(Number(item.Distance), $"{what} {item.Number}{(item.Target is { } target ? ": " + target : "")}");
            }

            Rest(near.Count);
        }
    }

    internal void Write(PermutationImportance importance, PermutationOptions options)
    {
        output.Write($"permutation importance: how much the {importance.ScoreName} of {Number(importance.Baseline)} falls when a column is "
            + $"shuffled ({options.Repeats} times, random_state={options.RandomState})\n");
        IReadOnlyList<FeatureWeight> ranked = importance.Ranked();
        foreach (FeatureWeight item in ranked.Take(top))
        {
            Line(Signed(item.Value), $"{item.Name}  (± {Number(importance.ImportancesDeviation[item.Column])})");
        }

        Rest(ranked.Count);
    }

    internal void Write(PartialDependence dependence)
    {
        for (int k = 0; k < dependence.OutputNames.Count; k++)
        {
            output.Write($"{dependence.Method}{For(dependence.OutputNames[k])} on average, by {Plain(dependence.FeatureName)}\n");
            ReadOnlySpan<double> averages = dependence.Of(k);
            for (int i = 0; i < averages.Length; i++)
            {
                Line(Number(averages[i]), dependence.Texts?[i] ?? Number(dependence.Grid[i]));
            }
        }
    }

    private void Write(RowExplanation explanation, int k)
    {
        string start = explanation.Kind switch
        {
            ExplanationKind.Linear => "intercept",
            ExplanationKind.LogLikelihood => "log prior",
            _ => "mean over the training",
        };
        output.Write($"  {explanation.Method}{For(explanation.OutputNames[k])}: {Number(explanation.Sum(k))}\n");
        Line(Signed(explanation.BaseValues[k]), start);
        FeatureContribution[] ranked = [.. explanation.Ranked(k).Where(item => item.Amounts[k] != 0)];
        foreach (FeatureContribution item in ranked.Take(top))
        {
            Line(Signed(item.Amounts[k]), $"{item.Name} = {Number(item.Value)}");
        }

        if (ranked.Length > top)
        {
            Line(Signed(ranked.Skip(top).Sum(item => item.Amounts[k])), $"{ranked.Length - top} others");
        }
    }

    private void Line(string number, string text) => output.Write($"  {number,12}  {Plain(text)}\n");

    private void Rest(int count)
    {
        if (count > top)
        {
            Line("", $"and {count - top} others");
        }
    }

    private static string For(string name) => name.Length == 0 ? "" : $" of {Plain(name)}";

    private static string Number(double value) => (value + 0.0).ToString("G6", CultureInfo.InvariantCulture);

    private static string Signed(double value) => (value >= 0 ? "+" : "") + Number(value);

    /// <summary>Names out of a file may hold anything that moves a cursor.</summary>
    private static string Plain(string text) =>
        text.Any(char.IsControl) ? string.Concat(text.Select(character => char.IsControl(character) ? '?' : character)) : text;
}
