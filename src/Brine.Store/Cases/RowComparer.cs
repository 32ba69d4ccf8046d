using System.Globalization;
using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Store;

/// <summary>Compares answers row by row, and keeps the rows that differ most.</summary>
internal static class RowComparer
{
    private const int Kept = 20;
    private const int ShownItems = 6;

    internal static MethodCheck Compare(string method, NDArray expected, NDArray actual)
    {
        if (!expected.Shape.SequenceEqual(actual.Shape))
        {
            return Unlike(method, ShapeOf(expected), ShapeOf(actual));
        }

        if (expected.DType.Kind == 'f' && NumberRows.Of(expected) is { } want)
        {
            return NumberRows.Of(actual) is { } got ? CompareNumbers(method, want, got, expected.DType.ItemSize < 8)
                : new MethodCheck(method, want.Count, want.Count, double.PositiveInfinity, [], "the answers are no numbers");
        }

        return CompareValues(method, expected, actual);
    }

    internal static MethodCheck Compare(string method, CsrMatrix expected, CsrMatrix actual) =>
        expected.RowCount != actual.RowCount || expected.ColumnCount != actual.ColumnCount
            ? Unlike(method, $"({expected.RowCount}, {expected.ColumnCount})", $"({actual.RowCount}, {actual.ColumnCount})")
            : CompareNumbers(method, NumberRows.Of(expected), NumberRows.Of(actual), expected.DType.ItemSize < 8);

    internal static MethodCheck Missing(string method, string problem) => new(method, 0, 0, double.PositiveInfinity, [], problem);

    private static MethodCheck CompareNumbers(string method, NumberRows expected, NumberRows actual, bool isSingle)
    {
        double tolerance = isSingle ? 2e-6 : 1e-9, worst = 0, scale = expected.Scale;
        double[] want = new double[expected.Width], got = new double[expected.Width];
        var kept = new PriorityQueue<int, double>();
        int different = 0;
        for (int row = 0; row < expected.Count; row++)
        {
            expected.Copy(row, want);
            actual.Copy(row, got);
            double distance = 0;
            for (int i = 0; i < want.Length; i++)
            {
                distance = Math.Max(distance, AnswerDistance.Of(want[i], got[i], scale));
            }

            worst = Math.Max(worst, distance);
            if (distance > tolerance)
            {
                different++;
                Keep(kept, row, distance);
            }
        }

        return new MethodCheck(method, expected.Count, different, worst, [.. WorstFirst(kept).Select(item =>
        {
            expected.Copy(item.Row, want);
            actual.Copy(item.Row, got);
            return new RowDifference(item.Row, Show(want), Show(got), item.Distance);
        })]);
    }

    /// <summary>Labels, ints, bools, text and objects are equal or not.</summary>
    private static MethodCheck CompareValues(string method, NDArray expected, NDArray actual)
    {
        PyValue[] want = [.. expected.Elements()], got = [.. actual.Elements()];
        int rows = expected.Rank == 0 ? 1 : expected.Shape[0], width = rows == 0 ? 0 : want.Length / rows, different = 0;
        var differences = new List<RowDifference>();
        for (int row = 0; row < rows; row++)
        {
            Range cells = (row * width)..((row + 1) * width);
            if (want.AsSpan(cells).SequenceEqual(got.AsSpan(cells), CellComparer.Instance))
            {
                continue;
            }

            different++;
            if (differences.Count < Kept)
            {
                differences.Add(new RowDifference(row, Show(want[cells]), Show(got[cells]), double.PositiveInfinity));
            }
        }

        return new MethodCheck(method, rows, different, different > 0 ? double.PositiveInfinity : 0, differences);
    }

    private static void Keep(PriorityQueue<int, double> kept, int row, double distance)
    {
        // The least of those kept goes first; of equal ones the later row.
        if (kept.Count < Kept)
        {
            kept.Enqueue(row, distance);
        }
        else if (kept.TryPeek(out _, out double least) && distance > least)
        {
            kept.DequeueEnqueue(row, distance);
        }
    }

    private static IEnumerable<(int Row, double Distance)> WorstFirst(PriorityQueue<int, double> kept) =>
        kept.UnorderedItems.Select(item => (item.Element, item.Priority)).OrderByDescending(item => item.Priority)
            .ThenBy(item => item.Element);

    private static MethodCheck Unlike(string method, string expected, string actual) =>
        Missing(method, $"the shape is {actual}, and was recorded as {expected}");

    private static string ShapeOf(NDArray array) => $"({string.Join(", ", array.Shape.ToArray())})";

    private static string Show(double[] row) => Show(row, number => number.ToString("R", CultureInfo.InvariantCulture));

    private static string Show(PyValue[] row) => Show(row, item => SafeText.Of(item.AsString() ?? item.ToString()));

    private static string Show<T>(T[] row, Func<T, string> text) =>
        row.Length == 1 ? text(row[0])
            : $"[{string.Join(", ", row.Take(ShownItems).Select(text))}{(row.Length > ShownItems ? ", ..." : "")}]";
}
