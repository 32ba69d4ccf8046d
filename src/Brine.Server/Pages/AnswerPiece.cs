namespace Brine.Server;

/// <summary>Writes the answer to a row, and why it is that.</summary>
internal static class AnswerPiece
{
    private const int MostContributions = 10;
    private const int MostNear = 10;
    private const int NodesDrawn = 63;
    private const string Arrow = " → ";

    internal static void Write(HtmlWriter html, PageWords words, RowAnswerView answer)
    {
        if (answer.Label is { } label)
        {
            html.Write($"<p class=\"answer\"><output>{label}</output></p>\n");
        }

        if (answer.Score is { } score)
        {
            html.Write($"<p class=\"note\">{words.Say("score", ShownNumber.Of(score, 4))}</p>\n");
        }

        if (answer.BarsTitle is { } title)
        {
            BarList.Write(html, words[title], answer.Bars, title == "probabilities" ? 1 : null,
                answer.Label is { } chosen && answer.Bars.Count > 1 ? answer.Bars.ToList().FindIndex(bar => bar.Name == chosen) : null);
            Others(html, words, answer.OtherBars);
        }

        if (answer.Outputs.Count > 0)
        {
            html.Write($"<table class=\"plain\"><caption>{words["outputs"]}</caption><thead><tr><th scope=\"col\">{words["output"]}</th>");
            html.Write($"<th scope=\"col\">{words["value"]}</th></tr></thead><tbody>\n");
            foreach ((string name, string text) in answer.Outputs)
            {
                html.Write($"<tr><th scope=\"row\">{name}</th><td class=\"num\">{text}</td></tr>\n");
            }

            html.Write($"</tbody></table>\n");
            Others(html, words, answer.OtherOutputs);
        }
    }

    internal static void WriteWhy(HtmlWriter html, PageWords words, ServedModel model, RowAnswerView answer, GivenValues given)
    {
        if (answer.Why is not { } why)
        {
            return;
        }

        Section.Begin(html, "why", words["why"]);
        switch (why.Kind)
        {
            case ExplanationKind.Neighbors:
                Near(html, words, why, "why.neighbors", "why.row");
                break;
            case ExplanationKind.Centers:
                Near(html, words, why, "why.centers", "cluster");
                break;
            default:
                Contributions(html, words, answer, why, given);
                break;
        }

        if (why.Path is { Count: > 0 } path)
        {
            Path(html, words, model, path);
        }

        Section.End(html);
    }

    private static void Contributions(HtmlWriter html, PageWords words, RowAnswerView answer, RowExplanation why, GivenValues given)
    {
        int output = answer.Label is { } label ? Math.Max(0, why.OutputNames.ToList().IndexOf(label)) : 0;
        string name = why.OutputNames[output].Length > 0 ? words.Say("why.for", why.Method, why.OutputNames[output]) : why.Method;
        html.Write($"<p class=\"note\">{words.Say(why.Kind == ExplanationKind.TreeShap ? "why.shap" : "why.linear", name,
            ShownNumber.Of(why.BaseValues[output], 4), ShownNumber.Of(why.Sum(output), 4))}</p>\n");
        FeatureContribution[] ranked = [.. why.Ranked(output).Where(item => item.Amounts[output] != 0)];
        BarList.Write(html, words["contribution"], [.. ranked.Take(MostContributions).Select(item =>
            (Shown(item, given.Of(item)), Signed(item.Amounts[output]), item.Amounts[output]))]);
        if (ranked.Take(MostContributions).Any(item => Shown(item, given.Of(item)).Contains(Arrow, StringComparison.Ordinal)))
        {
            html.Write($"<p class=\"note\">{words["why.given"]}</p>\n");
        }

        Others(html, words, ranked.Length - MostContributions);
    }

    /// <summary>What somebody gave, and behind an arrow what steps of the model made of it, unless that is a column for that very
    /// value.</summary>
    private static string Shown(FeatureContribution item, (string Name, string Text)? given)
    {
        string made = $"{item.Name} = {ShownNumber.Of(item.Value, 4)}";
        return given is not ({ } name, { } text) ? made
            : item.Name.EndsWith(name, StringComparison.Ordinal) ? $"{name} = {text}{Arrow}{ShownNumber.Of(item.Value, 4)}"
            : item.Value == 1 && item.Name.EndsWith($"{name}_{text}", StringComparison.Ordinal) ? $"{name} = {text}"
            : $"{name} = {text}{Arrow}{made}";
    }

    private static void Near(HtmlWriter html, PageWords words, RowExplanation why, string title, string rowName)
    {
        if (why.Near is not { Count: > 0 } near)
        {
            return;
        }

        double most = near.Take(MostNear).Max(row => row.Distance);
        BarList.Write(html, words[title] + " · " + words["distance"], [.. near.Take(MostNear).Select(row =>
            (words.Say(rowName, row.Number) + (row.Target is { } target ? $" · {target}" : ""), ShownNumber.Of(row.Distance, 4),
                row.Distance))], most);
        Others(html, words, near.Count - MostNear);
    }

    private static void Path(HtmlWriter html, PageWords words, ServedModel model, IReadOnlyList<PathStep> path)
    {
        html.Write($"<h3>{words["why.path"]}</h3>\n<ol class=\"path\">\n");
        foreach (PathStep step in path)
        {
            html.Write($"<li>{step.ToString()}</li>\n");
        }

        html.Write($"</ol>\n");
        (int count, Func<int, ExportedTree> at) = ExportedTree.AllOf(model.Model.Estimator);
        if (count != 1)
        {
            return;
        }

        ExportedTree tree = at(0);
        PathStep last = path[^1];
        int leaf = last.GoesLeft ? tree.Tree.Left(last.Node) : tree.Tree.Right(last.Node);
        html.Write($"<p class=\"note\">{words.Say("why.leaf", ShownNumber.Count(tree.Tree.Samples(leaf)))}</p>\n");
        IReadOnlyList<string> names = ExplainedPart.Of(model.Model.Estimator).NamesOf(tree.Tree.FeatureCount);
        var drawing = new TreeDrawing(tree, names, NodesDrawn, [.. path.Select(step => step.Node), leaf]);
        TreesPiece.Write(html, words, drawing, words["why.path"], isOpen: true, tree.Tree.NodeCount - drawing.NodeCount);
    }

    private static void Others(HtmlWriter html, PageWords words, int count)
    {
        if (count > 0)
        {
            html.Write($"<p class=\"note\">{words.Say("others", ShownNumber.Count(count))}</p>\n");
        }
    }

    private static string Signed(double number) => (number > 0 ? "+" : "") + ShownNumber.Of(number, 4);
}
