using Brine.Models;

namespace Brine.Tests.Models;

public sealed class TermTableTests
{
    [Fact]
    public void EveryTermIsFoundAndNoOther()
    {
        // Terms of all lengths, which differ in one character each, empty ones and halves of surrogate pairs too.
        string[] terms = [.. Enumerable.Range(0, 3000).Select(i => new string((char)('a' + (i % 7)), i % 41) + (char)(0x20 + i)), "", "\ud83d"];
        var table = new TermTable(terms);
        for (int i = 0; i < terms.Length; i++)
        {
            Assert.Equal(i, table.Find(terms[i]));
            Assert.Equal(-1, table.Find(terms[i] + "\u4e00"));
        }

        Assert.Equal(-1, table.Find("\ude00"));
    }

    [Fact]
    public void OfEqualTermsTheLastCounts() => Assert.Equal(2, new TermTable(["a", "b", "a"]).Find("a"));

    [Fact]
    public void ATableOfNoTermsFindsNone() => Assert.Equal(-1, new TermTable([]).Find("a"));
}
