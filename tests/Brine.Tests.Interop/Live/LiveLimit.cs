using System.Globalization;
using System.Text.RegularExpressions;

namespace Brine.Tests.Live;

/// <summary>A kind of difference that is a stated limitation, or a defect of scikit-learn 1.2 that later versions do not have: a line of
/// <c>tests/live/limits.tsv</c>.</summary>
/// <param name="Seed">A case that shows it.</param>
/// <param name="Name">The class in the model, or * for all.</param>
/// <param name="Pattern">What the difference says: table, form, method and text.</param>
/// <param name="Reason">Why the two may differ.</param>
internal sealed record LiveLimit(int Seed, string Name, Regex Pattern, string Reason)
{
    internal static IReadOnlyList<LiveLimit> All { get; } =
        [.. File.ReadLines(Repo.File("tests", "live", "limits.tsv")).Where(line => line.Length > 0 && line[0] != '#').Select(Read)];

    /// <summary>True when the difference is of this kind.</summary>
    /// <param name="difference">The difference.</param>
    /// <param name="holds">The classes in its model.</param>
    internal bool Covers(LiveDifference difference, IReadOnlyList<string> holds) =>
        (Name == "*" || holds.Contains(Name))
            && Pattern.IsMatch($"{difference.Table} as {difference.Form}, {difference.Method}: {difference.What}");

    private static LiveLimit Read(string line)
    {
        string[] fields = line.Split('\t');
        Assert.True(fields.Length == 4 && fields[3].Length > 20,
            $"limits.tsv: a line is seed, class, pattern, reason, and this is not: {line}");
        return new LiveLimit(int.Parse(fields[0], CultureInfo.InvariantCulture), fields[1],
            new Regex(fields[2], RegexOptions.CultureInvariant | RegexOptions.Singleline), fields[3]);
    }
}
