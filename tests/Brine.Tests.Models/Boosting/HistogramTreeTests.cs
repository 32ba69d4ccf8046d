using Brine.Pickling;
using Brine.Models;

namespace Brine.Tests.Models;

/// <summary>Trees that compare in float64 and ask about categories: the compiled form leads where the plain walk leads.</summary>
public class HistogramTreeTests
{
    private const int Features = 4;

    [Theory]
    [InlineData(1, SplitComparison.LessOrEqual)]
    [InlineData(2, SplitComparison.LessOrEqual)]
    [InlineData(3, SplitComparison.Less)]
    [InlineData(4, SplitComparison.Less)]
    public void CompiledTreesLeadWhereThePlainWalkLeads(int seed, SplitComparison comparison)
    {
        var random = new Random(seed);
        var rule = new SplitRule(comparison, SplitPrecision.Double);
        CategorySplit[] splits = [.. Enumerable.Range(0, 6).Select(i => new CategorySplit(i / 3, Bits(random), Known))];
        HistogramTree[] trees = [.. Enumerable.Range(0, 11).Select(_ => Tree(random, splits))];
        CompiledForest forest = CompiledForest.Compile(trees, rule, splits);
        var rows = new double[300 * Features];
        double[] odd = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, -1, 255, 256, 300.5, 1e300, 0.1, 0.1f, -0.0, 5e-324,
            double.MaxValue];
        for (int i = 0; i < rows.Length; i++)
        {
            rows[i] = random.Next(4) == 0 ? odd[random.Next(odd.Length)]
                : i % Features < 2 ? random.Next(0, 40) : Math.Round(random.NextDouble() * 4, 1);
        }

        var x = new Matrix(300, Features, rows);
        using var keys = new RowKeys(forest, check: null);
        var leaves = new int[Math.Max(keys.BlockRows, trees.Length)];
        for (int start = 0; start < x.RowCount; start += keys.BlockRows)
        {
            int count = Math.Min(keys.BlockRows, x.RowCount - start);
            CompiledForest filled = keys.Fill(x, start, count);
            for (int tree = 0; tree < trees.Length; tree++)
            {
                filled.FindLeaves(tree, keys, leaves);
                for (int row = 0; row < count; row++)
                {
                    Assert.Equal(PlainWalk(trees[tree], splits, x.Row(start + row), comparison), filled.LeafNodes[leaves[row]]);
                }
            }
        }

        for (int row = 0; row < x.RowCount; row++)
        {
            LeafKernel.FindLeaves(forest, null, x.Row(row), leaves);
            for (int tree = 0; tree < trees.Length; tree++)
            {
                Assert.Equal(PlainWalk(trees[tree], splits, x.Row(row), comparison), forest.LeafNodes[leaves[tree]]);
            }
        }
    }

    [Fact]
    public void QuestionsAboutAnotherFeatureAreRefused()
    {
        CategorySplit[] splits = [new(1, Bits(new Random(1)), Known)];
        HistogramNode[] nodes = [new() { Left = 1, Right = 2, Feature = 0, Category = 0 }, new() { IsLeaf = true, Category = -1 },
            new() { IsLeaf = true, Category = -1 }];
        var tree = new HistogramTree(Features, nodes, new double[3]);
        Assert.Equal("FormatTree",
            Assert.Throws<PickleFormatException>(() => CompiledForest.Compile([tree], SplitRule.Histogram, splits)).Code);
    }

    [Fact]
    public void ChildrenThatLeadInACircleAreRefused()
    {
        HistogramNode[] nodes = [new() { Left = 0, Right = 0, Feature = 0, Category = -1 }, new() { IsLeaf = true, Category = -1 },
            new() { IsLeaf = true, Category = -1 }];
        var tree = new HistogramTree(Features, nodes, new double[3]);
        Assert.Equal("FormatTree", Assert.Throws<PickleFormatException>(() => CompiledForest.Compile([tree], SplitRule.Histogram)).Code);
    }

    private static uint[] Known { get; } = [0xFFFF_FF0F, 0, 0, 0, 0, 0, 0, 0x8000_0000];

    private static uint[] Bits(Random random) =>
        [(uint)random.NextInt64(1L << 32) & Known[0], 0, 0, 0, 0, 0, 0, random.Next(2) == 0 ? 0x8000_0000 : 0];

    private static HistogramTree Tree(Random random, CategorySplit[] splits)
    {
        const int Inner = 15;
        double[] thresholds = [0.1, 0.1f, 0.5, 1.5, 2.0, 3.5, double.PositiveInfinity, double.NegativeInfinity, -0.0, 5e-324,
            double.MaxValue, 17];
        var nodes = new HistogramNode[(2 * Inner) + 1];
        for (int i = 0; i < nodes.Length; i++)
        {
            int feature = random.Next(Features);
            nodes[i] = new HistogramNode
            {
                IsLeaf = i >= Inner,
                Left = (2 * i) + 1,
                Right = (2 * i) + 2,
                Feature = feature,
                Category = feature < 2 && random.Next(2) == 0 ? (3 * feature) + random.Next(3) : -1,
                Threshold = thresholds[random.Next(thresholds.Length)],
                MissingGoesLeft = random.Next(2) == 0,
            };
        }

        return new HistogramTree(Features, nodes, new double[nodes.Length]);
    }

    /// <summary>The walk of <c>_predict_one_from_raw_data</c>.</summary>
    private static int PlainWalk(HistogramTree tree, CategorySplit[] splits, ReadOnlySpan<double> row, SplitComparison comparison)
    {
        int node = 0;
        while (!tree.IsLeaf(node))
        {
            double value = row[tree.Feature(node)];
            bool isLeft;
            if (double.IsNaN(value) || (tree.CategorySplit(node) >= 0 && value < 0))
            {
                isLeft = tree.MissingGoesLeft(node);
            }
            else if (tree.CategorySplit(node) is >= 0 and var question)
            {
                int category = value < int.MaxValue ? (int)value & 0xFF : 0;
                bool IsIn(IReadOnlyList<uint> bits) => ((bits[category / 32] >> (category % 32)) & 1) == 1;
                isLeft = IsIn(splits[question].Left) || (!IsIn(splits[question].Known) && tree.MissingGoesLeft(node));
            }
            else
            {
                isLeft = comparison == SplitComparison.Less ? value < tree.Threshold(node) : value <= tree.Threshold(node);
            }

            node = isLeft ? tree.Left(node) : tree.Right(node);
        }

        return node;
    }
}
