using System.Text.RegularExpressions;

namespace Brine.Tests.Reports;

/// <summary>A language is one file, and all of them say the same.</summary>
public sealed partial class WordTests
{
    [Fact]
    public void AllLanguagesHaveTheSameWordsWithTheSamePlaces()
    {
        PageWords english = PageWords.English;
        Assert.All(PageWords.Languages.Select(language => PageWords.Of(language)!), words =>
        {
            Assert.Equal(english.Keys.Order(StringComparer.Ordinal), words.Keys.Order(StringComparer.Ordinal));
            Assert.All(words.Keys, key => Assert.Equal(Places(english[key]), Places(words[key])));
        });
    }

    [Fact]
    public void EveryWordThatPagesAskForIsThereAndAsked()
    {
        string[] sources = [.. Repo.Sources(Path.Combine("src", "Brine.Reports")), .. Repo.Sources(Path.Combine("src", "Brine.Server"))];
        string text = string.Concat(sources.Select(File.ReadAllText));
        string[] asked = [.. Asked().Matches(text).Select(match => match.Groups[1].Value).Distinct()];
        Assert.True(asked.Length > 50, "the sources are not read any more");
        Assert.All(asked, key => Assert.Contains(key, PageWords.English.Keys));
        Assert.All(PageWords.English.Keys, key => Assert.True(text.Contains($"\"{key}\"", StringComparison.Ordinal)
            || (key.LastIndexOf('.') is > 0 and var point && text.Contains($"\"{key[..(point + 1)]}\" +", StringComparison.Ordinal)), key));
    }

    [Theory]
    [InlineData(null, "en")]
    [InlineData("", "en")]
    [InlineData("es", "es")]
    [InlineData("es-MX,es;q=0.9,en;q=0.8", "es")]
    [InlineData("en-GB,en;q=0.9,es;q=0.8", "en")]
    [InlineData("de,es;q=0.5,en;q=0.4", "es")]
    [InlineData("de-CH;q=1,fr;q=0.9", "en")]
    [InlineData("es;q=x, en;q=0.1", "en")]
    public void ABrowserIsAnsweredInTheLanguageItLikesBest(string? accepted, string language) =>
        Assert.Equal(language, PageWords.Preferred(accepted).Language);

    private static string[] Places(string text) => [.. Place().Matches(text).Select(match => match.Value).Order()];

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Place();

    [GeneratedRegex(@"words(?:\.Say\(|\[)""([^""]+)""[,\]\)]")]
    private static partial Regex Asked();
}
