namespace Brine.Tests.Cli;

/// <summary><c>brine report</c></summary>
public sealed class ReportCommandTests : IDisposable
{
    private static readonly string Model = Repo.File("samples", "models", "iris-forest.joblib");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void APageIsWrittenToAFileOrToStandardOutput()
    {
        Assert.Equal((0, "", ""), Support.Cli.Run("report", Model, "-o", _folder["page.html"]));
        string page = File.ReadAllText(_folder["page.html"]);
        Assert.StartsWith("<!DOCTYPE html>", page, StringComparison.Ordinal);
        Assert.EndsWith("</html>\n", page, StringComparison.Ordinal);
        Assert.Equal((0, page, ""), Support.Cli.Run("report", Model));
    }

    [Fact]
    public void NameLanguageAndTreesAreChosen()
    {
        (int exit, string page, _) = Support.Cli.Run("report", Model, "--name", "<Iris>", "--language", "es", "--trees", "1");
        Assert.Equal(0, exit);
        Assert.Contains("<h1>&lt;Iris&gt;</h1>", page, StringComparison.Ordinal);
        Assert.Contains("se dibujan los primeros 1", page, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsAskedWronglyIsToldInOneLine()
    {
        (int exit, _, string error) = Support.Cli.Run("report", Model, "--language", "tlh");
        Assert.Equal((4, "brine: Usage: there is no language 'tlh'; there are en, es\n"), (exit, error));
        (exit, _, error) = Support.Cli.Run("report", _folder["absent.pkl"]);
        Assert.Equal(2, exit);
        Assert.Single(error.TrimEnd('\n').Split('\n'));
        (exit, _, error) = Support.Cli.Run("report", _folder.Write("text.pkl", "no pickle at all"));
        Assert.Equal(2, exit);
        Assert.StartsWith("brine: NotAModel", error, StringComparison.Ordinal);
    }
}
