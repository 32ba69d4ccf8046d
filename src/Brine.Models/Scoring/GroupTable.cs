namespace Brine.Models;

/// <summary>How many rows two groupings have in common: <c>contingency_matrix</c>.</summary>
internal sealed class GroupTable
{
    /// <param name="score">What rows should be answered with, and what they are.</param>
    internal GroupTable(ScoreCase score)
    {
        (ScoreTarget first, ScoreTarget second) = (score.Truth, score.Answer);
        if (first.ColumnCount != 1 || second.ColumnCount != 1)
        {
            throw new ModelInputException("InputKind", "groups are compared that stand in one column, and there are several");
        }

        int[] firsts = first.Encoded(out int firstCount), seconds = second.Encoded(out int secondCount);
        (Firsts, Seconds, RowCount) = (new long[firstCount], new long[secondCount], firsts.Length);
        var cells = new SortedDictionary<(int First, int Second), long>();
        for (int row = 0; row < firsts.Length; row++)
        {
            Firsts[firsts[row]]++;
            Seconds[seconds[row]]++;
            (int, int) key = (firsts[row], seconds[row]);
            cells[key] = cells.GetValueOrDefault(key) + 1;
        }

        Cells = [.. cells.Select(cell => (cell.Key.First, cell.Key.Second, cell.Value))];

        // scipy's find sorted by columns before 1.15, which the file does not name.
        if (!score.Version.IsAtLeast(1, 6))
        {
            Cells = [.. Cells.OrderBy(cell => cell.Second)];
        }
    }

    internal long RowCount { get; }

    /// <summary>How many rows each group of the first grouping has.</summary>
    internal long[] Firsts { get; }

    /// <summary>The same of the second.</summary>
    internal long[] Seconds { get; }

    /// <summary>What is not empty, in the order in which numpy adds it.</summary>
    internal (int First, int Second, long Count)[] Cells { get; }

    internal long Squares => Cells.Sum(cell => cell.Count * cell.Count);
}
