using System.Buffers;

namespace Brine.Models;

/// <summary>Adds kernels over a tree by scikit-learn's <c>kernel_density</c>: nodes are split until the bounds of the density are within
/// the tolerances.</summary>
internal sealed partial class DensityTree
{
    private readonly double[] _rows;
    private readonly double[] _bounds;
    private readonly double[] _radii;
    private readonly double[] _logWeights;
    private readonly double[] _nodeWeights;
    private readonly int[] _order;
    private readonly int[] _starts;
    private readonly int[] _ends;
    private readonly bool[] _leaves;
    private readonly bool _isBall;
    private readonly bool _isBreadthFirst;
    private readonly Distance _distance;
    private readonly DensityKernel _kernel;
    private readonly double _bandwidth;
    private readonly double _power;
    private readonly double _total;
    private readonly double _logNorm;
    private readonly double _logAbsolute;
    private readonly double _logRelative;

    internal DensityTree(KernelDensityForm form)
    {
        Dimension = form.Rows.Shape[1];
        _rows = form.Rows.ToDoubles();
        _bounds = form.Tree.Bounds.ToDoubles();
        _order = [.. form.Tree.Order];
        _isBall = form.Tree.IsBall;
        _distance = new Distance(form.Metric);
        (_kernel, _bandwidth, _isBreadthFirst) = (form.Kernel, form.Bandwidth, form.IsBreadthFirst);
        _power = _distance.Kind switch
        {
            DistanceKind.Manhattan => 1,
            DistanceKind.Chebyshev => double.PositiveInfinity,
            DistanceKind.Minkowski => form.Metric.Power,
            _ => 2,
        };
        int count = form.Tree.Nodes.Count;
        (_starts, _ends, _leaves, _radii, _nodeWeights) = (new int[count], new int[count], new bool[count], new double[count],
            new double[count]);
        double[]? weights = form.Weights is { } given ? [.. given] : null;
        _logWeights = weights is null ? [] : Array.ConvertAll(weights, Math.Log);
        _total = weights is null ? form.Rows.Shape[0] : NumpyReductions.Sum(weights);
        for (int i = 0; i < count; i++)
        {
            (_starts[i], _ends[i], _leaves[i], _radii[i]) = form.Tree.Nodes[i];
            _nodeWeights[i] = weights is null ? _ends[i] - _starts[i] : WeightOf(weights, _order.AsSpan(_starts[i].._ends[i]));
        }

        _logNorm = DensityKernels.LogNorm(_kernel, _bandwidth, Dimension);
        _logAbsolute = Math.Log(form.AbsoluteTolerance * _total);
        _logRelative = Math.Log(form.RelativeTolerance);
    }

    internal int Dimension { get; }

    /// <summary><c>score_samples</c> of one row.</summary>
    internal double LogDensity(ReadOnlySpan<double> row) =>
        (_isBreadthFirst ? BreadthFirst(row) : DepthFirst(row)) + _logNorm - Math.Log(_total);

    private static double WeightOf(double[] weights, ReadOnlySpan<int> places)
    {
        double sum = 0;
        foreach (int place in places)
        {
            sum += weights[place];
        }

        return sum;
    }

    private double Kernel(double distance) => DensityKernels.Logarithm(_kernel, distance, _bandwidth);

    /// <summary>True where the bounds of what lies in a node, or of all, are close enough.</summary>
    private bool IsWithin(double logSpread, double logLowest) =>
        _logNorm + logSpread <= DensityKernels.AddLogarithms(_logAbsolute, _logRelative + _logNorm + logLowest);

    /// <summary>True where those of a node are, for each of its rows.</summary>
    private bool IsNodeWithin(int node, double logSpread, double logLowest) =>
        _logNorm + logSpread - Math.Log(_nodeWeights[node])
            + Math.Log(_total) <= DensityKernels.AddLogarithms(_logAbsolute, _logRelative + _logNorm + logLowest);

    private double AddLeaf(int node, ReadOnlySpan<double> row, double logLowest)
    {
        for (int i = _starts[node]; i < _ends[node]; i++)
        {
            int place = _order[i];
            double logDensity = Kernel(_distance.Full(_distance.Reduced(row, _rows.AsSpan(place * Dimension, Dimension))));
            logLowest = DensityKernels.AddLogarithms(logLowest, logDensity + (_logWeights.Length > 0 ? _logWeights[place] : 0.0));
        }

        return logLowest;
    }

    /// <summary><c>_kde_single_breadthfirst</c></summary>
    private double BreadthFirst(ReadOnlySpan<double> row)
    {
        int count = _starts.Length;
        double[] rented = ArrayPool<double>.Shared.Rent(3 * count);
        int[] heapNodes = ArrayPool<int>.Shared.Rent(count);
        Span<double> lowest = rented.AsSpan(0, count), spreads = rented.AsSpan(count, count);
        var heap = new NodeHeap(rented.AsSpan(2 * count, count), heapNodes);
        (double near, double far) = Distances(0, row);
        heap.Push(near, 0);
        double logTotal = Math.Log(_total);
        double logLowest = logTotal + Kernel(far);
        double logSpread = DensityKernels.SubtractLogarithms(logTotal + Kernel(near), logLowest);
        (lowest[0], spreads[0]) = (logLowest, logSpread);
        while (heap.Count > 0)
        {
            int node = heap.Pop();
            if (IsNodeWithin(node, spreads[node], lowest[node]))
            {
                continue;
            }

            if (IsWithin(logSpread, logLowest))
            {
                break;
            }

            logLowest = DensityKernels.SubtractLogarithms(logLowest, lowest[node]);
            logSpread = DensityKernels.SubtractLogarithms(logSpread, spreads[node]);
            if (_leaves[node])
            {
                logLowest = AddLeaf(node, row, logLowest);
                continue;
            }

            int left = (2 * node) + 1;
            for (int child = left; child <= left + 1; child++)
            {
                (near, far) = Distances(child, row);
                double logWeight = Math.Log(_nodeWeights[child]);
                lowest[child] = logWeight + Kernel(far);
                spreads[child] = logWeight + Kernel(near);
                logLowest = DensityKernels.AddLogarithms(logLowest, lowest[child]);
                logSpread = DensityKernels.AddLogarithms(logSpread, spreads[child]);
                heap.Push(near, child);
            }
        }

        ArrayPool<double>.Shared.Return(rented);
        ArrayPool<int>.Shared.Return(heapNodes);
        return DensityKernels.AddLogarithms(logLowest, logSpread - Math.Log(2));
    }

    /// <summary>How near and how far the rows of a node can be.</summary>
    private (double Near, double Far) Distances(int node, ReadOnlySpan<double> row)
    {
        ReadOnlySpan<double> low = _bounds.AsSpan(node * Dimension, Dimension);
        if (_isBall)
        {
            double toCenter = _distance.Full(_distance.Reduced(row, low)), gap = toCenter - _radii[node];
            return (gap > 0 ? gap : 0, toCenter + _radii[node]);
        }

        ReadOnlySpan<double> high = _bounds.AsSpan((_starts.Length + node) * Dimension, Dimension);
        double near = 0, far = 0;
        bool isLargest = double.IsPositiveInfinity(_power);
        for (int k = 0; k < row.Length; k++)
        {
            double below = low[k] - row[k], above = row[k] - high[k];
            double outside = 0.5 * ((below + Math.Abs(below)) + (above + Math.Abs(above))),
                farther = Math.Max(Math.Abs(below), Math.Abs(above));
            near = isLargest ? Math.Max(near, outside) : near + Math.Pow(outside, _power);
            far = isLargest ? Math.Max(far, farther) : far + Math.Pow(farther, _power);
        }

        return isLargest ? (near, far) : (Math.Pow(near, 1 / _power), Math.Pow(far, 1 / _power));
    }
}
