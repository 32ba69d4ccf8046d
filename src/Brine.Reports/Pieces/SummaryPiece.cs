using Brine.Models;
using Brine.Pickling;

namespace Brine;

/// <summary>The first thing one sees: what the model is called, what it is and what it is given.</summary>
internal static class SummaryPiece
{
    private const int MostNames = 60;

    internal static void Write(HtmlWriter html, PageWords words, ReportFacts facts)
    {
        html.Write($"<div class=\"hero\"><p class=\"over\">{words["model"]}</p><h1>{facts.Name}</h1>\n");
        if (facts.Model is { } model)
        {
            string? task = EstimatorKind.TaskOf(model.Estimator);
            html.Write($"<p class=\"lead\"><b>{model.Info.ClassName}</b>{(task is null ? "" : " · " + words["task." + task])}</p>\n");
        }
        else if (facts.Inspection is { } content)
        {
            html.Write($"<p class=\"lead\">{content.Content.Summary}</p>\n");
        }

        VerdictPiece.Badge(html, words, facts.Scan);
        html.Write($"</div>\n");
        Section.Begin(html, "facts", words["facts"]);
        html.Write($"<dl class=\"facts\">\n");
        Fact(html, words["file"], $"{facts.FileName}, {ShownNumber.Bytes(facts.Inspection?.FileBytes ?? facts.Scan.Length)}");
        Fact(html, words["form"], facts.Inspection?.Container);
        Fact(html, words["class"], facts.Model is { } loaded ? $"{loaded.Info.Module}.{loaded.Info.ClassName}" : null);
        Fact(html, words["written"], facts.Inspection is { WrittenBy.Count: > 0 } inspection
            ? string.Join(", ", inspection.WrittenBy) : null);
        Fact(html, words["answers"], facts.Inspection is { Methods.Count: > 0 } runs ? string.Join(", ", runs.Methods) : null);
        Fact(html, words["cannot.run"], facts.Inspection?.CannotRun);
        Fact(html, words["unreadable"], facts.Unreadable);
        Names(html, words, words["features"], facts.Inspection?.FeatureNames, facts.Inspection?.FeatureCount);
        Names(html, words, words["classes"], facts.Inspection?.Classes, null);
        if (facts.Hash is { } hash)
        {
            html.Write($"<dt>SHA-256</dt><dd><code class=\"hash\">{hash}</code></dd>\n");
        }

        foreach (string note in (facts.Inspection?.Notes ?? []).Take(MostNames))
        {
            Fact(html, words["note"], note);
        }

        html.Write($"</dl>\n");
        Section.End(html);
    }

    private static void Names(HtmlWriter html, PageWords words, string label, IReadOnlyList<string>? names, int? count)
    {
        if (names is null)
        {
            Fact(html, label, count is { } number ? ShownNumber.Count(number) : null);
            return;
        }

        html.Write($"<dt>{label}</dt><dd>{ShownNumber.Count(names.Count)}: ");
        foreach (string name in names.Take(MostNames))
        {
            html.Write($"<span class=\"chip\">{name}</span> ");
        }

        html.Write($"{(names.Count > MostNames ? words.Say("not.shown", ShownNumber.Count(names.Count - MostNames)) : "")}</dd>\n");
    }

    private static void Fact(HtmlWriter html, string label, string? text)
    {
        if (!string.IsNullOrEmpty(text))
        {
            html.Write($"<dt>{label}</dt><dd>{text}</dd>\n");
        }
    }
}
