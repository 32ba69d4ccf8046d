using System.Net;
using System.Security.Cryptography;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Brine.Tests.Server;

/// <summary>Looks at pages as a browser without JavaScript does: follows redirects, keeps cookies, fills in forms.</summary>
internal sealed class Browser : IDisposable
{
    private readonly HttpClient _client;

    internal Browser(Served served, string language = "en")
    {
        _client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = true, CookieContainer = new CookieContainer() })
            { BaseAddress = served.Client.BaseAddress };
        _client.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
    }

    internal HttpClient Client => _client;

    internal Uri Address { get; private set; } = new("http://localhost");

    internal HttpStatusCode Status { get; private set; }

    public void Dispose() => _client.Dispose();

    internal async Task<IDocument> Open(string path) => await Read(await _client.GetAsync(path, TestContext.Current.CancellationToken));

    internal async Task<IDocument> Send(string path, params (string Name, string Value)[] fields)
    {
        using var content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        return await Read(await _client.PostAsync(path, content, TestContext.Current.CancellationToken));
    }

    /// <summary>Fills in a form of a page and presses one of its buttons.</summary>
    internal Task<IDocument> Press(IDocument page, string button, params (string Name, string Value)[] changed)
    {
        IElement pressed = page.QuerySelector($"button[value='{button}']")!;
        IElement form = pressed.GetAttribute("form") is { } id ? page.GetElementById(id)! : pressed.Closest("form")!;
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (IElement field in form.QuerySelectorAll("input, select, textarea").Concat(page.QuerySelectorAll($"[form='{form.Id}']")))
        {
            if (field.GetAttribute("name") is { } name && field.GetAttribute("type") != "checkbox" && field.LocalName != "button")
            {
                fields[name] = field.LocalName == "select"
                    ? (field.QuerySelector("option[selected]") ?? field.QuerySelector("option"))!.GetAttribute("value")!
                    : field.LocalName == "textarea" ? field.TextContent : field.GetAttribute("value") ?? "";
            }
        }

        foreach ((string name, string value) in changed)
        {
            fields[name] = value;
        }

        fields["do"] = button;
        return Send(form.GetAttribute("action")!, [.. fields.Select(field => (field.Key, field.Value))]);
    }

    /// <summary>Sends a file, and waits at its page.</summary>
    internal async Task<IDocument> Upload(string path, string name, byte[] bytes)
    {
        using var content = new MultipartFormDataContent();
        using var file = new ByteArrayContent(bytes);
        content.Add(file, "f", name);
        return await Read(await _client.PostAsync(path, content, TestContext.Current.CancellationToken));
    }

    /// <summary>Waits until a job is over.</summary>
    internal async Task<IDocument> Finish(IDocument page)
    {
        for (int i = 0; i < 600 && page.QuerySelector("meta[http-equiv='refresh']") is not null; i++)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
            page = await Open(Address.AbsolutePath);
        }

        return page;
    }

    internal async Task<byte[]> Fetch(string path) => await _client.GetByteArrayAsync(path, TestContext.Current.CancellationToken);

    internal static string[] Texts(IDocument page, string selector) => [.. page.QuerySelectorAll(selector).Select(element =>
        string.Join(' ', string.Join(' ', element.Descendants<IText>().Select(text => text.Data))
            .Split(default(char[]), StringSplitOptions.RemoveEmptyEntries)))];

    private async Task<IDocument> Read(HttpResponseMessage response)
    {
        using (response)
        {
            Status = response.StatusCode;
            Address = response.RequestMessage!.RequestUri!;
            string html = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            IDocument page = new HtmlParser(new HtmlParserOptions { IsStrictMode = true }).ParseDocument(html);
            AssertSound(response, page);
            return page;
        }
    }

    /// <summary>What every page keeps: headers that let nothing else in, names for all fields, nothing that runs.</summary>
    private static void AssertSound(HttpResponseMessage response, IDocument page)
    {
        string hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(page.QuerySelector("style")!.TextContent)));
        Assert.Equal($"default-src 'none'; style-src 'sha256-{hash}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
            Assert.Single(response.Headers.GetValues("Content-Security-Policy")));
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.Empty(page.QuerySelectorAll("script, img, iframe, link, object, [style], [onclick], [onerror], [src]"));
        Assert.All(page.QuerySelectorAll("a[href], form[action]"), element => Assert.Matches("^[/#]",
            (element.GetAttribute("href") ?? element.GetAttribute("action"))!));
        string[] ids = [.. page.QuerySelectorAll("[id]").Select(element => element.Id!)];
        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.Single(page.QuerySelectorAll("h1"));
        Assert.All(page.QuerySelectorAll("input:not([type=hidden]), select, textarea"), field =>
            Assert.True(field.Closest("label") is not null || page.QuerySelector($"label[for='{field.Id}']") is not null, field.OuterHtml));
    }
}
