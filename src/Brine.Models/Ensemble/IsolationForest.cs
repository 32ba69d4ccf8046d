using Brine.Arrays;

namespace Brine.Models;

/// <summary>IsolationForest: rows that few splits isolate are outliers.</summary>
internal sealed class IsolationForest : TreeEstimator
{
    private const double EulerGamma = 0.5772156649015329;
    private const double FirstEulerGamma = 0.5772156649;

    private readonly IsolationForm _isolation;
    private readonly LeafKernel _depths;

    /// <summary>By what the sum of the paths is divided before it is compared with the average path.</summary>
    private readonly double _count;

    internal IsolationForest(EstimatorInfo info, IsolationForm form, InputContract inputs)
        : base(info, form.Trees, inputs)
    {
        _isolation = form;
        _depths = new LeafKernel(ReadLeaves(1, (tree, nodes, leaves) => PathLengths(tree, nodes, leaves, form.AveragePathLength)));
        _count = form.Averages ? form.Trees.Trees.Count : 1;
    }

    public override EstimatorForm Form => _isolation;

    public override Methods Methods =>
        Methods.Predict | Methods.DecisionFunction | (_isolation.ScoresRows ? Methods.ScoreSamples : Methods.None);

    /// <summary><c>_average_path_length</c>: how long paths are in a tree that isolates so many rows.</summary>
    internal static double AveragePathLength(double count) =>
        count <= 1 ? 0 : count == 2 ? 1 : (2.0 * (Math.Log(count - 1.0) + EulerGamma)) - (2.0 * (count - 1.0) / count);

    /// <summary>The same before 0.21, where a row alone had a path.</summary>
    internal static double OldAveragePathLength(double count) =>
        count <= 1 ? 1 : (2.0 * (Math.Log(count - 1.0) + EulerGamma)) - (2.0 * (count - 1.0) / count);

    /// <summary>The same of 0.18.</summary>
    internal static double FirstAveragePathLength(double count) =>
        count <= 1 ? 1 : (2.0 * (Math.Log(count) + FirstEulerGamma)) - (2.0 * (count - 1.0) / count);

    private protected override RowKernel? KernelCore(Methods method) => method switch
    {
        Methods.ScoreSamples => new ScoreKernel(_depths, _count, _isolation.Denominator, 0),
        Methods.DecisionFunction => new ScoreKernel(_depths, _count, _isolation.Denominator, _isolation.Offset),
        _ => null,
    };

    private protected override Answer Run(Methods method, Features x, CallOptions options) => method switch
    {
        Methods.Predict => NDArray.Of(Array.ConvertAll(Scores(x, _isolation.Offset), decision => IsOutlier(decision) ? -1L : 1L)),
        Methods.DecisionFunction => NDArray.Of(Scores(x, _isolation.Offset)),
        Methods.ScoreSamples => NDArray.Of(Scores(x, 0)),
        _ => base.Run(method, x, options),
    };

    private double[] Scores(Features x, double offset) =>
        Array.ConvertAll(_depths.Values.Of(x), depth => Score(depth / _count, _isolation.Denominator) - offset);

    private bool IsOutlier(double decision) =>
        decision < _isolation.Threshold || (_isolation.TakesThreshold && decision == _isolation.Threshold);

    private static double Score(double depth, double denominator) => -Math.Pow(2, -(denominator == 0 ? 1 : depth / denominator));

    /// <summary>The nodes on the way to each leaf, and the average path length of what was left there.</summary>
    internal static void PathLengths(DecisionTree tree, ReadOnlySpan<int> nodes, Span<double> leaves,
        Func<double, double> averagePathLength)
    {
        var lengths = new int[tree.NodeCount];
        var open = new Stack<(int Node, int Length)>([(0, 1)]);
        while (open.TryPop(out (int Node, int Length) at))
        {
            lengths[at.Node] = at.Length;
            if (!tree.IsLeaf(at.Node))
            {
                open.Push((tree.Left(at.Node), at.Length + 1));
                open.Push((tree.Right(at.Node), at.Length + 1));
            }
        }

        for (int i = 0; i < nodes.Length; i++)
        {
            leaves[i] = lengths[nodes[i]] + averagePathLength(tree.Samples(nodes[i])) - 1.0;
        }
    }

    private sealed class ScoreKernel(LeafKernel depths, double count, double denominator, double offset) : RowKernel
    {
        public override int InputCount => depths.InputCount;

        public override int OutputCount => 1;

        private protected override bool ChecksValues => true;

        internal override void RunCore(ReadOnlySpan<double> row, Span<double> output)
        {
            depths.RunCore(row, output);
            output[0] = Score(output[0] / count, denominator) - offset;
        }
    }
}
