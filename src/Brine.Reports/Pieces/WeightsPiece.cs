using Brine.Models;

namespace Brine;

/// <summary>What the features of a model count, as bars: importances, or coefficients for each class.</summary>
internal static class WeightsPiece
{
    private const int Shown = 15;

    /// <summary>How many bars there are in all, as far as each output has those that are shown first.</summary>
    private const int MostBars = 600;
    private const int MostOutputs = 30;

    internal static void Write(HtmlWriter html, PageWords words, Estimator estimator)
    {
        FeatureWeights weights;
        try
        {
            weights = FeatureWeights.Of(estimator);
        }
        catch (Exception error) when (error is UnsupportedModelException or ModelInputException)
        {
            return;
        }

        bool isLinear = weights.Intercepts is not null;
        Section.Begin(html, "weights", words[isLinear ? "coefficients" : "importances"],
            words.Say(isLinear ? "coefficients.note" : "importances.note", weights.Attribute, weights.ClassName));
        for (int output = 0; output < Math.Min(weights.OutputNames.Count, MostOutputs); output++)
        {
            string name = weights.OutputNames[output];
            if (weights.OutputNames.Count > 1)
            {
                html.Markup(output == 0 ? "<details open>" : "<details>");
                html.Write($"<summary><b>{name}</b></summary>\n");
            }

            WriteOutput(html, words, weights, output, isLinear);
            html.Markup(weights.OutputNames.Count > 1 ? "</details>\n" : "");
        }

        More(html, words, weights.OutputNames.Count - MostOutputs);
        Section.End(html);
    }

    private static void WriteOutput(HtmlWriter html, PageWords words, FeatureWeights weights, int output, bool isLinear)
    {
        int most = Math.Max(Shown, MostBars / Math.Clamp(weights.OutputNames.Count, 1, MostOutputs) / 4);
        FeatureWeight[] ranked = [.. weights.Ranked(output).Take(most)];
        double largest = ranked.Select(weight => Math.Abs(weight.Value)).Where(double.IsFinite).DefaultIfEmpty(0).Max();
        string caption = words[isLinear ? "coefficient" : "importance"];
        (string, string, double)[] rows =
            [.. ranked.Select(weight => (weight.Name, ShownNumber.Of(weight.Value, 4), weight.Value))];
        BarList.Write(html, caption, rows[..Math.Min(Shown, rows.Length)], largest);
        if (weights.Intercepts is { } intercepts && output < intercepts.Count)
        {
            html.Write($"<p class=\"note\">{words.Say("intercept", ShownNumber.Of(intercepts[output]))}</p>\n");
        }

        if (weights.FeatureNames.Count > Shown && most == Shown)
        {
            More(html, words, weights.FeatureNames.Count - Shown);
        }
        else if (rows.Length > Shown)
        {
            html.Write($"<details><summary>{words.Say("features.more", ShownNumber.Count(weights.FeatureNames.Count - Shown))}");
            html.Write($"</summary>\n");
            BarList.Write(html, caption, rows[Shown..], largest);
            More(html, words, weights.FeatureNames.Count - most);
            html.Write($"</details>\n");
        }
    }

    private static void More(HtmlWriter html, PageWords words, int left)
    {
        if (left > 0)
        {
            html.Write($"<p class=\"note\">{words.Say("not.shown", ShownNumber.Count(left))}</p>\n");
        }
    }
}
