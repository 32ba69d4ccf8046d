using System.Globalization;
using Brine.Models;

namespace Brine.Tests.Models;

/// <summary>numpy's order of equal values, in selection and in sorting.</summary>
[Trait("Stage", "Python")]
public sealed class SelectionTests
{
    private const string Script = """
        import sys
        import numpy as np
        for line in open(sys.argv[1]):
            kth, *values = line.split()
            values = np.array([float(value) for value in values])
            kth = int(kth)
            order = np.argpartition(values[None], kth, axis=1)[0] if kth >= 0 else np.argsort(values)
            print(*order)
        """;

    [Fact]
    public void FewSmallestAreTakenInTheOrderOfTheFile() => Assert.Equal([1, 3, 2, 0, 4], Partition([5, 1, 2, 1, 9], 2));

    [Fact]
    public void LargestPlaceMovesTheLastOfTheLargest() => Assert.Equal([0, 1, 2, 4, 3], Partition([1, 7, 3, 7, 5], 4));

    [Fact]
    public void NotANumberIsTheLargest() => Assert.Equal([2, 1, 0], Partition([double.NaN, double.PositiveInfinity, 1], 2));

    [Fact]
    public void SelectionOfNothingMuchIsNothingMuch()
    {
        Assert.Equal([0], Partition([3], 0));
        Assert.Equal([], Sort([]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void OrderIsNumpysForEveryPlace(int seed)
    {
        using var folder = new TemporaryFolder();
        var random = new Random(seed);
        var cases = new List<(double[] Values, int Kth)>();
        for (int i = 0; i < 400; i++)
        {
            int count = random.Next(1, i % 10 == 0 ? 3000 : 90), kinds = random.Next(1, 12);
            double[] values = [.. Enumerable.Range(0, count).Select(at => Pattern(random, i % 5, at, count, kinds))];
            cases.Add((values, i % 4 == 0 ? -1 : random.Next(count)));
        }

        folder.Write("cases.txt",
            string.Join('\n',
                cases.Select(
                    item => $"{item.Kth} {string.Join(' ', item.Values.Select(value => value.ToString("R", CultureInfo.InvariantCulture).Replace("NaN", "nan")))}")) + "\n");
        string[] answers = Python.Run(Script, folder["cases.txt"]).Split('\n');
        Assert.Equal(cases.Count, answers.Length);
        Assert.All(cases.Zip(answers), pair =>
        {
            int[] order = pair.First.Kth < 0 ? Sort(pair.First.Values) : Partition(pair.First.Values, pair.First.Kth);
            Assert.Equal(pair.Second, string.Join(' ', order));
        });
    }

    /// <summary>Few kinds, gaps, sawteeth, a rotated ramp and an organ pipe, which drive the median of three to its limit.</summary>
    private static double Pattern(Random random, int pattern, int at, int count, int kinds) => pattern switch
    {
        0 => random.Next(kinds),
        1 => random.Next(4) == 0 ? double.NaN : random.Next(kinds),
        2 => at % kinds,
        3 => (at + (count / 2)) % count,
        _ => Math.Min(at, count - at),
    };

    private static int[] Partition(double[] values, int kth)
    {
        var order = new int[values.Length];
        IndirectSelection.ArgPartition(values, order, kth);
        return order;
    }

    private static int[] Sort(double[] values)
    {
        int[] order = [.. Enumerable.Range(0, values.Length)];
        IndirectSort.ArgSort(values, order);
        return order;
    }
}
