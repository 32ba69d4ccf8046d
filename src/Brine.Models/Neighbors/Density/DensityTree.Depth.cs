namespace Brine.Models;

/// <summary>The walk in depth.</summary>
internal sealed partial class DensityTree
{
    /// <summary><c>_kde_single_depthfirst</c>, from the root.</summary>
    private double DepthFirst(ReadOnlySpan<double> row)
    {
        // Two entries a level, and a tree of 2^31 rows has 31 levels.
        Span<(int Node, double Lowest, double Spread)> open = stackalloc (int, double, double)[72];
        (double lowest, double spread) = Bounds(0, row);
        double logLowest = lowest, logSpread = spread;
        int count = 1;
        open[0] = (0, lowest, spread);
        while (count > 0)
        {
            (int node, lowest, spread) = open[--count];
            if (IsNodeWithin(node, spread, lowest) || IsWithin(logSpread, logLowest))
            {
                continue;
            }

            logLowest = DensityKernels.SubtractLogarithms(logLowest, lowest);
            if (_leaves[node])
            {
                logSpread = DensityKernels.SubtractLogarithms(logSpread, spread);
                logLowest = AddLeaf(node, row, logLowest);
                continue;
            }

            int left = (2 * node) + 1;
            (double leftLowest, double leftSpread) = Bounds(left, row);
            (double rightLowest, double rightSpread) = Bounds(left + 1, row);
            logLowest = DensityKernels.AddLogarithms(DensityKernels.AddLogarithms(logLowest, leftLowest), rightLowest);
            logSpread = DensityKernels.AddLogarithms(
                DensityKernels.AddLogarithms(DensityKernels.SubtractLogarithms(logSpread, spread), leftSpread), rightSpread);
            open[count++] = (left + 1, rightLowest, rightSpread);
            open[count++] = (left, leftLowest, leftSpread);
        }

        return DensityKernels.AddLogarithms(logLowest, logSpread - Math.Log(2));
    }

    private (double Lowest, double Spread) Bounds(int node, ReadOnlySpan<double> row)
    {
        (double near, double far) = Distances(node, row);
        double logWeight = Math.Log(_nodeWeights[node]), lowest = logWeight + Kernel(far);
        return (lowest, DensityKernels.SubtractLogarithms(logWeight + Kernel(near), lowest));
    }
}
