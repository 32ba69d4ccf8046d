using System.Globalization;
using Brine.Models;

namespace Brine.Tests.Models;

public sealed class PythonTextTests
{
    private static readonly string[][] Characters =
        [.. File.ReadLines(Golden("characters.txt")).Where(line => !line.StartsWith('#')).Select(line => line.Split(' '))];

    [Fact]
    public void Word_characters_are_those_of_Python_for_every_code_point_that_it_knows()
    {
        HashSet<int> words = Codes("W"), unknown = Codes("U");
        IEnumerable<int> different = Enumerable.Range(0, 0x110000)
            .Where(code => code is < 0xd800 or > 0xdfff && !unknown.Contains(code) && PythonText.IsWord(code) != words.Contains(code));

        Assert.Empty(different.Take(10));
    }

    [Fact]
    public void White_space_is_that_of_Python()
    {
        HashSet<int> spaces = Codes("S");

        Assert.DoesNotContain(Enumerable.Range(0, 0x10000), code => PythonText.IsSpace((char)code) != spaces.Contains(code));
    }

    [Fact]
    public void Lower_case_is_that_of_Python_for_every_code_point_that_it_knows()
    {
        Dictionary<int, string> lower = Characters.Where(line => line[0] == "L")
            .ToDictionary(line => Parse(line[1]), line => string.Concat(line.Skip(2).Select(code => char.ConvertFromUtf32(Parse(code)))));
        HashSet<int> unknown = Codes("U");
        IEnumerable<string> different =
            from code in Enumerable.Range(0, 0x110000)
            where code is < 0xd800 or > 0xdfff && !unknown.Contains(code)
            let text = char.ConvertFromUtf32(code)
            where PythonText.Lower(text) != lower.GetValueOrDefault(code, text)
            select code.ToString("X", CultureInfo.InvariantCulture);

        Assert.Empty(different.Take(10));
    }

    [Theory]
    [InlineData("ΟΔΟΣ", "οδος")]
    [InlineData("ΣΑΣ.ΑΣ Σ", "σασ.ας σ")]
    [InlineData("Α\u0301Σ\u0301", "α\u0301ς\u0301")]
    [InlineData("İI", "i\u0307i")]
    [InlineData("\ud801\udc00Σ\ud800", "\ud801\udc28ς\ud800")]
    public void Sigma_and_dotted_I_follow_the_special_cases(string text, string lower) => Assert.Equal(lower, PythonText.Lower(text));

    internal static string Golden(string name) => Repo.Golden("text", name);

    private static HashSet<int> Codes(string letter) =>
        [.. Characters.Where(line => line[0] == letter)
            .SelectMany(line => Enumerable.Range(Parse(line[1]), Parse(line[2]) - Parse(line[1]) + 1))];

    private static int Parse(string hexadecimal) => int.Parse(hexadecimal, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
