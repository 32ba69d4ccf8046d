using Brine.Models;

namespace Brine.Tests.Explanation;

/// <summary>Trees that no training makes end in an answer or a refusal, not in a stack overflow.</summary>
public class DeepTreeTests
{
    [Fact]
    public void AChainOfAHundredThousandSplitsIsExplained()
    {
        TreeEnsembleForm form = Chain(100_000, featureCount: 2);
        TreeOutputs outputs = Outputs(form);
        var shares = new double[2];
        var bases = new double[1];
        new TreeShap(form, outputs, "model").Explain([-1, -1], shares, bases);
        Assert.Equal(Value(0), bases[0] + shares[0] + shares[1], 1e-9);
        Assert.Equal(100_000, TreeWalk.Path(form, form.Trees[0], [1e9, 1e9], ["a", "b"]).Count);
    }

    [Fact]
    public void WhatWouldTakeHoursIsRefused()
    {
        TreeEnsembleForm form = Chain(20_000, featureCount: 20_000);
        UnsupportedModelException error =
            Assert.Throws<UnsupportedModelException>(() => new TreeShap(form, Outputs(form), "model"));
        Assert.Equal("UnsupportedExplanation", error.Code);
    }

    [Fact]
    public void SharesStayExactWhereAPathHasManyFeatures()
    {
        const int Features = 600;
        TreeEnsembleForm form = Chain(Features, Features);
        var shares = new double[Features];
        var bases = new double[1];
        double[] row = [.. Enumerable.Range(0, Features).Select(feature => feature % 3 == 0 ? -1.0 : 1e9)];
        row[0] = 1e9;
        new TreeShap(form, Outputs(form), "model").Explain(row, shares, bases);
        Assert.Equal(Value(3), bases[0] + shares.Sum(), 1e-10);
    }

    private static TreeOutputs Outputs(TreeEnsembleForm form)
    {
        var boosting = new BoostingForm(form, 1);
        return TreeOutputs.Of(boosting, "model", "Chain")!.Value.Outputs;
    }

    private static double Value(int leaf) => (leaf % 7) - 3;

    /// <summary>A tree whose splits lie all on the right: split i asks about feature i, and has a leaf on the left.</summary>
    private static TreeEnsembleForm Chain(int splits, int featureCount)
    {
        var nodes = new HistogramNode[(2 * splits) + 1];
        var values = new double[nodes.Length];
        for (int i = 0; i <= splits; i++)
        {
            bool isLast = i == splits;
            nodes[2 * i] = new HistogramNode
            {
                IsLeaf = isLast,
                Left = (2 * i) + 1,
                Right = (2 * i) + 2,
                Feature = i % featureCount,
                Samples = splits - i + 1,
                Category = -1,
            };
            values[2 * i] = isLast ? 1 : 0;
            if (!isLast)
            {
                nodes[(2 * i) + 1] = new HistogramNode { IsLeaf = true, Samples = 1, Category = -1 };
                values[(2 * i) + 1] = Value(i);
            }
        }

        return new TreeEnsembleForm([new HistogramTree(featureCount, nodes, values)])
            { Rule = SplitRule.Histogram, Aggregation = TreeAggregation.Sum };
    }
}
