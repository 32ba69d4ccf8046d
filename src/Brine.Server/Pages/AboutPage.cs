using Brine.Containers;

namespace Brine.Server;

/// <summary>What is inside of a model: the report, as a page of the server.</summary>
internal static class AboutPage
{
    private const int TreeCount = 3;

    internal static void Write(HtmlWriter html, PageWords words, PageLinks links, ServedModel model, LoadOptions load)
    {
        ReportFacts facts = ReportFacts.Of(model.Path, model.Name, load);
        using Model? opened = facts.Model;
        PageFrame.Begin(html, words, model.Name, links: links.Of(words, model, "about"));
        ReportBody.Write(html, words, facts, TreeCount);
        PageFrame.End(html, words);
    }
}
