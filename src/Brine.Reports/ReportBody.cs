using Brine.Models;
using Brine.Pickling;

namespace Brine;

/// <summary>What a page says of a file, part by part.</summary>
internal static class ReportBody
{
    private const int LongestCard = 40_000;

    internal static void Write(HtmlWriter html, PageWords words, ReportFacts facts, int treeCount)
    {
        SummaryPiece.Write(html, words, facts);
        if (facts.Scan.Verdict >= Scanning.Verdict.Review)
        {
            VerdictPiece.Write(html, words, facts.Scan);
        }

        if (facts.Value is { } value && Inspector.IsModel(value))
        {
            Section.Begin(html, "diagram", words["diagram"], words["diagram.note"]);
            DiagramPiece.Write(html, words, value);
            Section.End(html);
        }

        if (facts.Model is { } model)
        {
            WeightsPiece.Write(html, words, model.Estimator);
            TreesPiece.Write(html, words, model.Estimator, treeCount);
            CentersPiece.Write(html, words, model.Estimator);
            LayersPiece.Write(html, words, model.Estimator);
        }

        if (facts.Doctor is { } doctor)
        {
            DoctorPiece.Write(html, words, doctor);
        }

        if (facts.Value is { } content)
        {
            ArraysPiece.Write(html, words, content);
        }

        ContentPiece.Write(html, words, facts.Inspection);
        ImportsPiece.Write(html, words, facts.Inspection?.Imports ?? []);
        if (facts.Scan.Verdict < Scanning.Verdict.Review)
        {
            VerdictPiece.Write(html, words, facts.Scan);
        }

        if (facts.Card is { } card)
        {
            Section.Begin(html, "card", words["card"], words["card.note"]);
            html.Write($"<details><summary>{words["card.show"]}</summary><pre tabindex=\"0\">");
            html.Lines(card, LongestCard);
            html.Write($"</pre></details>\n");
            Section.End(html);
        }
    }
}
