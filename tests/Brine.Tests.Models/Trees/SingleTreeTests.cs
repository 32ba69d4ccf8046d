using Brine.Models;

namespace Brine.Tests.Models.Trees;

/// <summary>The walk over doubles against the plain walk, which rounds to float32 first.</summary>
public sealed class SingleTreeTests
{
    [Theory]
    [InlineData(3, 40, 300)]
    [InlineData(30, 200, 129)]
    [InlineData(1, 0, 5)]
    [InlineData(5, 60, 1)]
    [InlineData(200, 1000, 64)]
    public void WalksAsThePlainTreeDoes(int features, int splits, int rows)
    {
        for (int seed = 0; seed < 20; seed++)
        {
            var random = new Random(seed);
            TreeNodes tree = TreeNodes.Read(TreeSamples.Tree(TreeSamples.Random(random, features, splits), features), "model");
            CompiledForest forest = CompiledForest.Compile([tree], SplitRule.Sklearn);
            double[] x = [.. Enumerable.Range(0, rows * features).Select(_ => Value(random))];
            var leaves = new int[rows];
            Assert.True(forest.Single!.TryFindLeaves(x, leaves));
            for (int row = 0; row < rows; row++)
            {
                Assert.Equal(PlainWalk(tree, x.AsSpan(row * features, features)), forest.LeafNodes[leaves[row]]);
            }
        }
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(3.4028235677973366e38)]
    [InlineData(-1e300)]
    public void LeavesWhatFloat32CannotHoldToOthers(double value)
    {
        var random = new Random(5);
        TreeNodes tree = TreeNodes.Read(TreeSamples.Tree(TreeSamples.Random(random, 7, 20), 7), "model");
        for (int place = 0; place < 21; place++)
        {
            var x = new double[21];
            x[place] = value;
            Assert.False(CompiledForest.Compile([tree], SplitRule.Sklearn).Single!.TryFindLeaves(x, new int[3]));
        }
    }

    [Fact]
    public void RowsOfAnotherWidthAreRefused()
    {
        TreeNodes tree = TreeNodes.Read(TreeSamples.Tree(TreeSamples.Random(new Random(5), 7, 20), 7), "model");
        Assert.False(CompiledForest.Compile([tree], SplitRule.Sklearn).Single!.TryFindLeaves(new double[20], new int[3]));
    }

    [Fact]
    public void MovedThresholdPartsDoublesAsRoundingDoes()
    {
        var random = new Random(9);
        for (int i = 0; i < 200_000; i++)
        {
            float near = BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue));
            if (!float.IsFinite(near))
            {
                continue;
            }

            double threshold = random.Next(3) switch
            {
                0 => near,
                1 => (near + (double)MathF.BitIncrement(near)) / 2,
                _ => Math.BitIncrement(near)
            };
            double moved = SingleTree.LargestOnTheLeft(threshold);
            foreach (double middle in new[] { near, (near + (double)MathF.BitIncrement(near)) / 2,
                (near + (double)MathF.BitDecrement(near)) / 2, MathF.BitIncrement(near) })
            {
                foreach (double x in new[] { middle, Math.BitIncrement(middle), Math.BitDecrement(middle) })
                {
                    if (float.IsFinite((float)x))
                    {
                        Assert.True(((float)x <= threshold) == (x <= moved), $"{x:R} against {threshold:R}");
                    }
                }
            }
        }
    }

    [Theory]
    [InlineData(double.NaN, double.NegativeInfinity)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity, double.NegativeInfinity)]
    [InlineData(1e300, double.PositiveInfinity)]
    [InlineData(-1e300, double.NegativeInfinity)]
    public void ThresholdsBeyondFloat32SendAllRowsOneWay(double threshold, double expected) =>
        Assert.Equal(expected, SingleTree.LargestOnTheLeft(threshold));

    /// <summary>A value of the samples, or one that lies between two floats.</summary>
    private static double Value(Random random)
    {
        double value = TreeSamples.Value(random);
        return random.Next(3) switch
        {
            0 => value,
            1 when Math.Abs(value) < 1e30 => value * (1 + (random.NextDouble() * 1e-7)),
            2 when Math.Abs(value) < 1e30 => ((float)value + (double)MathF.BitIncrement((float)value)) / 2,
            _ => value,
        };
    }

    private static int PlainWalk(TreeNodes tree, ReadOnlySpan<double> row)
    {
        int node = 0;
        while (!tree.IsLeaf(node))
        {
            node = (float)row[tree.Feature(node)] <= tree.Threshold(node) ? tree.Left(node) : tree.Right(node);
        }

        return node;
    }
}
