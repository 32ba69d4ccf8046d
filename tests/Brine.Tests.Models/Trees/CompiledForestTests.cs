using Brine.Arrays;
using Brine.Models;

namespace Brine.Tests.Models.Trees;

/// <summary>The compiled walk against the plain walk over the nodes of the file.</summary>
public sealed class CompiledForestTests
{
    [Theory]
    [InlineData(1, 3, 40, 300, false)]
    [InlineData(7, 30, 200, 129, false)]
    [InlineData(19, 8, 60, 257, true)]
    [InlineData(8, 33, 500, 64, true)]
    [InlineData(2, 9000, 50, 9, true)]
    [InlineData(9, 5000, 30, 17, false)]
    [InlineData(3, 1, 0, 5, false)]
    public void WalksAsThePlainTreeDoes(int treeCount, int features, int splits, int rows, bool missing)
    {
        for (int seed = 0; seed < 5; seed++)
        {
            var random = new Random(seed);
            TreeNodes[] trees = [
                .. Enumerable.Range(0, treeCount)
                    .Select(_ => TreeNodes.Read(TreeSamples.Tree(TreeSamples.Random(random, features, splits), features), "model"))];
            var x = new double[rows * features];
            for (int i = 0; i < x.Length; i++)
            {
                x[i] = missing && random.Next(10) == 0 ? double.NaN : TreeSamples.Value(random);
            }

            AssertSame(trees, new Matrix(rows, features, x));
        }
    }

    [Fact]
    public void WalksTreesOfOver65535Nodes()
    {
        var random = new Random(1);
        TreeNodes tree = TreeNodes.Read(TreeSamples.Tree(TreeSamples.Random(random, 4, 40_000), 4), "model");
        double[] x = [.. Enumerable.Range(0, 400).Select(_ => TreeSamples.Value(random))];
        AssertSame([tree], new Matrix(100, 4, x));
    }

    [Fact]
    public void TheFirstMissingValueMayStandInTheLastRow()
    {
        var random = new Random(3);
        TreeNodes tree = TreeNodes.Read(TreeSamples.Tree(TreeSamples.Random(random, 30, 100), 30), "model");
        double[] x = [.. Enumerable.Range(0, 257 * 30).Select(_ => TreeSamples.Value(random))];
        x[^1] = double.NaN;
        AssertSame([tree], new Matrix(257, 30, x));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(13)]
    [InlineData(64)]
    public void KeysKeepTheOrderOfNumbers(int count)
    {
        var random = new Random(count);
        double[] values = [.. Enumerable.Range(0, count).Select(_ => TreeSamples.Value(random))];
        var keys = new int[count];
        Assert.True(TreeKey.TryConvert(values, keys));
        for (int i = 0; i < count; i++)
        {
            Assert.Equal(TreeKey.Of((float)values[i]), keys[i]);
            for (int j = 0; j < count; j++)
            {
                Assert.Equal(values[i] <= values[j], keys[i] <= keys[j]);
                Assert.Equal((float)values[i] <= values[j] * 1.0000000001, keys[i] <= TreeKey.OfThreshold(values[j] * 1.0000000001));
            }
        }
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(-1e39)]
    public void KeysAreRefusedWhereFloat32HasNoNumber(double bad)
    {
        for (int count = 1; count < 20; count++)
        {
            for (int at = 0; at < count; at++)
            {
                var values = new double[count];
                values[at] = bad;
                Assert.False(TreeKey.TryConvert(values, new int[count]));
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(13)]
    [InlineData(24)]
    public void TransposingPutsEightRowsSideBySide(int columns)
    {
        int[] from = [.. Enumerable.Range(0, 8 * columns)];
        var to = new int[from.Length];
        TreeKey.Transpose(from, to, columns);
        for (int row = 0; row < 8; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                Assert.Equal(from[(row * columns) + column], to[(column * 8) + row]);
            }
        }
    }

    private static void AssertSame(TreeNodes[] trees, Matrix x)
    {
        AssertSame(trees, x, SplitRule.Sklearn);
        AssertSame(trees, x, SplitRule.Sklearn with { Comparison = SplitComparison.Less });
    }

    private static void AssertSame(TreeNodes[] trees, Matrix x, SplitRule rule)
    {
        CompiledForest forest = CompiledForest.Compile(trees, rule);
        var values = new LeafValues(forest, 1, new double[forest.LeafCount], check: null);
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
                    Assert.Equal(PlainWalk(trees[tree], x.Row(start + row), rule), filled.LeafNodes[leaves[row]]);
                    Assert.InRange(leaves[row], forest.LeafStarts[tree], forest.LeafStarts[tree + 1] - 1);
                }
            }
        }

        for (int row = 0; row < x.RowCount; row++)
        {
            LeafKernel.FindLeaves(values.Forest, values.Check, x.Row(row), leaves);
            for (int tree = 0; tree < trees.Length; tree++)
            {
                Assert.Equal(PlainWalk(trees[tree], x.Row(row), rule), forest.LeafNodes[leaves[tree]]);
            }
        }
    }

    private static int PlainWalk(TreeNodes tree, ReadOnlySpan<double> row, SplitRule rule)
    {
        int node = 0;
        while (!tree.IsLeaf(node))
        {
            float value = (float)row[tree.Feature(node)];
            bool isLeft = float.IsNaN(value) ? tree.MissingGoesLeft(node)
                : rule.Comparison == SplitComparison.Less ? value < tree.Threshold(node) : value <= tree.Threshold(node);
            node = isLeft ? tree.Left(node) : tree.Right(node);
        }

        return node;
    }
}
