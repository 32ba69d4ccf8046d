using System.Text;
using Deque.AxeCore.Playwright;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Brine.Tests.Page;

/// <summary>The pages in Chromium, without JavaScript, as people use them: forms, files, keyboard, phone, dark; and against axe's rules.
/// <c>BRINE_CHROMIUM</c> names the browser; that of Debian is taken otherwise, and the tests say so where there is none.</summary>
public sealed class BrowserTests : IAsyncLifetime
{
    private static readonly string Chromium = Environment.GetEnvironmentVariable("BRINE_CHROMIUM") is { Length: > 0 } path ? path
        : "/usr/bin/chromium";

    private static readonly string[] Models = ["passengers.pkl", "iris-tree.pkl", "iris-forest.joblib", "messages.pkl", "customers.joblib"];

    private BrineHost? _host;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    private string Base => _host!.Addresses[0];

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(Stages.HasBrowser, "pages are opened in a browser where BRINE_BROWSER is 1");
        Assert.SkipUnless(File.Exists(Chromium), $"there is no browser at {Chromium}: install chromium, or set BRINE_CHROMIUM");
        _host = await BrineHost.StartAsync(Models.Select(model =>
            KeyValuePair.Create(Path.GetFileNameWithoutExtension(model), Repo.File("samples", "models", model))), ["http://127.0.0.1:0"],
            options => options.Formats.Add(new ExcelFormat()), null, TestContext.Current.CancellationToken);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
            { ExecutablePath = Chromium, Args = ["--no-sandbox"] });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }
    }

    /// <summary>No rule of axe is broken, on a desk and on a phone, light and dark.</summary>
    [Theory]
    [InlineData(1280, ColorScheme.Light, "en")]
    [InlineData(1280, ColorScheme.Dark, "es")]
    [InlineData(390, ColorScheme.Light, "es")]
    [InlineData(390, ColorScheme.Dark, "en")]
    public async Task AxeFindsNothing(int width, ColorScheme scheme, string language)
    {
        await using IBrowserContext context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
            ColorScheme = scheme,
            Locale = language,
            BypassCSP = true,
        });
        IPage page = await context.NewPageAsync();
        await page.GotoAsync(Base + "/");
        await Check(page);
        foreach (string model in (string[])["passengers", "iris-tree", "customers"])
        {
            await page.GotoAsync($"{Base}/models/{model}");
            await Check(page);
            await page.ClickAsync("button[value=answer]");
            await page.ClickAsync("button[value=keep]");
            await Check(page);
            Assert.True(await WidthOf(page) <= width, $"{model} is wider than the window");
            await page.GotoAsync($"{Base}/models/{model}/about");
            await page.EvaluateAsync("document.querySelectorAll('details').forEach(part => part.open = true)");
            await Check(page);
            Assert.True(await WidthOf(page) <= width, $"{model} is wider than the window");
        }

        await page.GotoAsync($"{Base}/models/iris-forest/file");
        await Check(page);
        await Send(page, "sepal_length,sepal_width,petal_length,petal_width\n5.1,3.5,1.4,0.2\n");
        await page.EvaluateAsync("document.querySelectorAll('details').forEach(part => part.open = true)");
        await Check(page);
        await page.ClickAsync("button[value=run]");
        await page.WaitForSelectorAsync("#result");
        await Check(page);
        await page.GotoAsync($"{Base}/models/nobody");
        await Check(page);
    }

    /// <summary>Nothing but the page itself is asked for, and the policy of the page is broken nowhere.</summary>
    [Fact]
    public async Task APageAsksForNothingElseAndWorksWithoutJavaScript()
    {
        await using IBrowserContext context = await _browser!.NewContextAsync(new BrowserNewContextOptions { JavaScriptEnabled = false });
        IPage page = await context.NewPageAsync();
        var asked = new List<string>();
        var complaints = new List<string>();
        page.Request += (_, request) => asked.Add(new Uri(request.Url).AbsolutePath);
        page.Console += (_, message) => complaints.Add(message.Text);
        await page.GotoAsync(Base + "/models/passengers");
        await page.FillAsync("#c0", "22");
        await page.SelectOptionAsync("#c2", "third");
        await page.ClickAsync("button[value=answer]");
        Assert.Equal("leaves", await page.InnerTextAsync("output"));
        await page.SelectOptionAsync("#col", new SelectOptionValue { Label = "fare" });
        await page.ClickAsync("button[value=curve]");
        Assert.Equal(1, await page.Locator("polyline.line").CountAsync());
        Assert.All(asked, path => Assert.True(path is "/models/passengers" or "/favicon.ico", path));
        Assert.DoesNotContain(complaints, text => !text.Contains("404", StringComparison.Ordinal));
    }

    [Fact]
    public async Task TheKeyboardAloneDoes()
    {
        await using IBrowserContext context = await _browser!.NewContextAsync();
        IPage page = await context.NewPageAsync();
        await page.GotoAsync(Base + "/models/iris-tree");
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("skip", await page.EvaluateAsync<string>("document.activeElement.className"));
        await page.FocusAsync("#c2");
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.TypeAsync("1.4");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.TypeAsync("0,2");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync("output");
        Assert.Equal("setosa", await page.InnerTextAsync("output"));
    }

    [Fact]
    public async Task AHundredThousandRowsGoInAndComeBack()
    {
        const int rows = 100_000;
        await using IBrowserContext context = await _browser!.NewContextAsync(new BrowserNewContextOptions { JavaScriptEnabled = false });
        IPage page = await context.NewPageAsync();
        await page.GotoAsync($"{Base}/models/iris-forest/file");
        var csv = new StringBuilder("sepal_length;sepal_width;petal_length;petal_width\n");
        for (int i = 0; i < rows; i++)
        {
            csv.Append(i % 2 == 0 ? "5,1;3,5;1,4;0,2\n" : "6,7;3,0;5,2;2,3\n");
        }

        await Send(page, csv.ToString());
        await page.ClickAsync("button[value=run]");
        await page.WaitForSelectorAsync("#result", new PageWaitForSelectorOptions { Timeout = 120_000 });
        IDownload download = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync("#result a"));
        Assert.Equal("rows-answers.csv", download.SuggestedFilename);
        string[] lines = await File.ReadAllLinesAsync(await download.PathAsync(), TestContext.Current.CancellationToken);
        Assert.Equal(rows + 1, lines.Length);
        Assert.EndsWith(",setosa,", lines[1], StringComparison.Ordinal);
        Assert.EndsWith(",virginica,", lines[rows], StringComparison.Ordinal);
    }

    private static async Task Send(IPage page, string csv)
    {
        await page.SetInputFilesAsync("#f",
            new FilePayload { Name = "rows.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(csv) });
        await page.ClickAsync("form[enctype] button");
        await page.WaitForSelectorAsync("#reading");
    }

    private static Task<int> WidthOf(IPage page) => page.EvaluateAsync<int>("document.documentElement.scrollWidth");

    private static async Task Check(IPage page)
    {
        AxeResult found = await page.RunAxe();
        Assert.True(found.Violations.Length == 0, page.Url + "\n" + string.Join('\n', found.Violations.Select(rule =>
            $"{rule.Id}: {rule.Help}: {string.Join(" | ", rule.Nodes.Take(3).Select(node => node.Html))}")));
    }
}
