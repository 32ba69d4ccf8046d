namespace Brine.Training;

/// <summary>Looks for the best split of a node by one column: scikit-learn's <c>Splitter</c> of histograms.</summary>
internal sealed class SplitFinder(HistogramRules rules, BinMapper mapper, bool[] hasMissing)
{
    private const double LeastHessian = 1e-3;
    private const double Tiny = 1e-15;

    /// <summary>The best split by a column; its gain is -1 where there is none.</summary>
    internal HistogramSplit Find(HistogramNode node, ReadOnlySpan<Bin> bins, int feature)
    {
        var split = new HistogramSplit { Feature = feature };
        Scan(node, bins, split, isRightward: true);
        if (hasMissing[feature])
        {
            Scan(node, bins, split, isRightward: false);
        }

        return split;
    }

    /// <summary><c>_find_best_bin_to_split_left_to_right</c>, where what is missing goes right, and the other way round.</summary>
    private void Scan(HistogramNode node, ReadOnlySpan<Bin> bins, HistogramSplit split, bool isRightward)
    {
        int feature = split.Feature, last = mapper.BinCount(feature), direction = rules.Directions[feature];
        int from = isRightward ? 0 : last - 1, to = isRightward ? last - 1 + (hasMissing[feature] ? 1 : 0) : 0;
        double loss = node.Gradients * node.Value, best = split.Gain, nearGradients = 0, nearHessians = 0;
        double bestGradients = 0, bestHessians = 0;
        int near = 0, found = -1, step = isRightward ? 1 : -1;
        for (int bin = from; bin != to; bin += step)
        {
            ref readonly Bin held = ref bins[bin];
            near += held.Count;
            nearHessians += rules.HasConstantHessian ? held.Count : held.Hessians;
            nearGradients += held.Gradients;
            double farHessians = node.Hessians - nearHessians, farGradients = node.Gradients - nearGradients;
            if (near < rules.MinLeaf)
            {
                continue;
            }

            if (node.Count - near < rules.MinLeaf)
            {
                break;
            }

            if (nearHessians < LeastHessian)
            {
                continue;
            }

            if (farHessians < LeastHessian)
            {
                break;
            }

            (double leftGradients, double leftHessians) = isRightward ? (nearGradients, nearHessians) : (farGradients, farHessians);
            (double rightGradients, double rightHessians) = isRightward ? (farGradients, farHessians) : (nearGradients, nearHessians);
            double left = ValueOf(node, leftGradients, leftHessians), right = ValueOf(node, rightGradients, rightHessians);
            double gain = (direction > 0 && left > right) || (direction < 0 && left < right) ? -1
                : loss - (leftGradients * left) - (rightGradients * right);
            if (gain > best && gain > 0)
            {
                (best, found, bestGradients, bestHessians) = (gain, isRightward ? bin : bin - 1, leftGradients, leftHessians);
            }
        }

        if (found < 0)
        {
            return;
        }

        (split.Gain, split.Bin, split.MissingGoesLeft) = (best, found, !isRightward);
        (split.LeftGradients, split.RightGradients) = (bestGradients, node.Gradients - bestGradients);
        (split.LeftHessians, split.RightHessians) = (bestHessians, node.Hessians - bestHessians);
        split.LeftValue = ValueOf(node, split.LeftGradients, split.LeftHessians);
        split.RightValue = ValueOf(node, split.RightGradients, split.RightHessians);
    }

    private double ValueOf(HistogramNode node, double gradients, double hessians)
    {
        double value = -gradients / (hessians + rules.Regularization + Tiny);
        return value < node.Lower ? node.Lower : value > node.Upper ? node.Upper : value;
    }
}
