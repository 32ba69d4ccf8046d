namespace Brine.Server;

/// <summary>The models that are served, where there are several.</summary>
internal static class ModelListPage
{
    internal static void Write(HtmlWriter html, PageWords words, PageLinks links, IReadOnlyList<ServedModel> models)
    {
        PageFrame.Begin(html, words, words["models"], links: links.Of(words, null, "models"));
        html.Write($"<div class=\"hero\"><h1>{words["models"]}</h1><p class=\"lead\">{words["models.lead"]}</p></div>\n");
        html.Write($"<ul class=\"tiles\">\n");
        foreach (ServedModel model in models)
        {
            string? task = EstimatorKind.TaskOf(model.Model.Estimator);
            html.Write($"<li class=\"card\"><h2><a href=\"{links.Model(model)}\">{model.Name}</a></h2><p>{model.Model.Info.ClassName}");
            html.Write($"{(task is null ? "" : " · " + words["task." + task])}</p><p class=\"note\"><code>{model.Version}");
            html.Write($"</code></p></li>\n");
        }

        html.Write($"</ul>\n");
        PageFrame.End(html, words);
    }
}
