using Brine.Models;

namespace Brine;

/// <summary>The layers of a network.</summary>
internal static class LayersPiece
{
    private const int MostLayers = 60;

    internal static void Write(HtmlWriter html, PageWords words, Estimator estimator)
    {
        if (ExplainedPart.Of(estimator).Estimator.Form is not LayersForm form)
        {
            return;
        }

        Section.Begin(html, "layers", words["layers"]);
        html.Write($"<table class=\"plain\"><thead><tr><th scope=\"col\">{words["layer"]}</th><th scope=\"col\">{words["inputs"]}</th>");
        html.Write($"<th scope=\"col\">{words["units"]}</th><th scope=\"col\">{words["activation"]}</th>");
        html.Write($"<th scope=\"col\">{words["weights"]}</th></tr></thead><tbody>\n");
        for (int i = 0; i < Math.Min(form.Weights.Count, MostLayers); i++)
        {
            int inputs = form.Weights[i].Shape[0], units = form.Weights[i].Shape[1];
            ActivationKind kind = i == form.Weights.Count - 1 ? form.Output : form.Hidden;
            html.Write($"<tr><th scope=\"row\">{i + 1}</th><td class=\"num\">{ShownNumber.Count(inputs)}</td>");
            html.Write($"<td class=\"num\">{ShownNumber.Count(units)}</td><td>{kind.ToString().ToLowerInvariant()}</td>");
            html.Write($"<td class=\"num\">{ShownNumber.Count(((long)inputs * units) + units)}</td></tr>\n");
        }

        html.Write($"</tbody></table>\n");
        Section.End(html);
    }
}
