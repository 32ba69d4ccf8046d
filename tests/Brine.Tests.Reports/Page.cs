using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Brine.Tests.Reports;

/// <summary>A page, parsed as browsers do, but with every error of its markup refused.</summary>
internal static class Page
{
    private static readonly HashSet<string> NeverThere = new(StringComparer.OrdinalIgnoreCase)
        { "script", "link", "img", "iframe", "object", "embed", "base", "form", "image", "use", "foreignObject" };

    internal static IDocument Of(string path, ReportOptions? options = null) => Parse(ModelReport.Create(path, options));

    internal static IDocument Parse(string html) => new HtmlParser(new HtmlParserOptions { IsStrictMode = true }).ParseDocument(html);

    /// <summary>The text of elements, with the white space of the markup as one space.</summary>
    internal static string[] Texts(this IDocument page, string selector) => [.. page.QuerySelectorAll(selector).Select(TextOf)];

    internal static string TextOf(IElement element) =>
        string.Join(' ', string.Join(' ', element.Descendants<IText>().Select(text => text.Data))
            .Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));

    /// <summary>What every page keeps: nothing from outside, nothing that runs, names that lead somewhere.</summary>
    internal static void AssertSound(IDocument page)
    {
        Assert.All(page.All, element =>
        {
            Assert.DoesNotContain(element.LocalName, NeverThere);
            Assert.All(element.Attributes, attribute =>
            {
                Assert.False(attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase) || attribute.Name is "style" or "src",
                    $"<{element.LocalName} {attribute.Name}>");
                Assert.True(attribute.Name != "href" || attribute.Value.StartsWith('#'), attribute.Value);
            });
        });
        string[] ids = [.. page.QuerySelectorAll("[id]").Select(element => element.Id!)];
        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.All(page.QuerySelectorAll("[aria-labelledby]"), element =>
            Assert.NotNull(page.GetElementById(element.GetAttribute("aria-labelledby")!)));
        Assert.Single(page.QuerySelectorAll("h1"));
        Assert.Single(page.QuerySelectorAll("main"));
        Assert.All(page.QuerySelectorAll("input"), input => Assert.NotNull(input.Closest("label")));
        Assert.All(page.QuerySelectorAll("svg"), drawing =>
            Assert.True(drawing.GetAttribute("aria-hidden") == "true" || drawing.GetAttribute("aria-label") is { Length: > 0 }));
    }
}
