namespace Brine.Training;

/// <summary>The stages of gradient boosting, one after another; the trees of a stage grow side by side.</summary>
internal sealed class BoostingRun
{
    private readonly BoostingLoss _loss;
    private readonly double[] _y;
    private readonly double[]? _weights;
    private readonly double[] _start;
    private readonly double _rate;
    private readonly FitContext _context;
    private readonly double[] _raw;
    private readonly List<double> _scores = [];
    private readonly List<double> _outside = [];
    private readonly List<double> _improvements = [];
    private TreeColumns? _kept;
    private double[] _keptY = [];
    private double[]? _keptWeights;
    private double[] _keptRaw = [];
    private double[] _history = [];
    private double _tolerance;

    internal BoostingRun(TreeColumns columns, double[] y, BoostingLoss loss, double[] start, double rate, FitContext context,
        double[]? weights = null)
    {
        (Columns, _y, _loss, _start, _rate, _context, _weights) = (columns, y, loss, start, rate, context, weights);
        _raw = Repeat(start, columns.RowCount);
    }

    internal TreeColumns Columns { get; }

    /// <summary>The trees of this run, stage by stage.</summary>
    internal List<GrownTree> Trees { get; } = [];

    internal int StageCount => _scores.Count;

    /// <summary>Rows that are kept back, whose loss says when it is over.</summary>
    internal void KeepBack(TreeColumns columns, double[] y, double[]? weights, int patience, double tolerance)
    {
        (_kept, _keptY, _keptWeights, _tolerance) = (columns, y, weights, tolerance);
        _keptRaw = Repeat(_start, columns.RowCount);
        _history = new double[patience];
        Array.Fill(_history, double.PositiveInfinity);
    }

    /// <summary>Begins after stages of before.</summary>
    /// <param name="trees">Their trees, stage by stage.</param>
    /// <param name="scores">The loss after each stage.</param>
    /// <param name="outside">The loss of rows that a stage did not learn from, where there are some.</param>
    /// <param name="improvements">By how much each stage made it better.</param>
    internal void GoOn(IReadOnlyList<GrownTree> trees, double[] scores, double[] outside, double[] improvements)
    {
        for (int i = 0; i < trees.Count; i++)
        {
            int k = i % _loss.TreeCount;
            for (int row = 0; row < Columns.RowCount; row++)
            {
                _raw[(row * _loss.TreeCount) + k] += _rate * trees[i].Values(trees[i].LeafOf(Columns, row))[0];
            }
        }

        _scores.AddRange(scores);
        _outside.AddRange(outside);
        _improvements.AddRange(improvements);
    }

    /// <param name="most">How many stages there are at most.</param>
    /// <param name="subsample">Which share of the rows a stage learns from.</param>
    /// <param name="draws">The generator.</param>
    /// <param name="grow">Grows a tree of gradients, weights, a seed and buffers.</param>
    internal void Run(int most, double subsample, RandomState draws, Func<double[], double[]?, uint, RadixSort, GrownTree> grow)
    {
        int rowCount = Columns.RowCount, width = _loss.TreeCount;
        RadixSort[] buffers = [.. Enumerable.Range(0, width).Select(_ => new RadixSort(rowCount, Columns.FeatureCount))];
        for (int stage = _scores.Count; stage < most; stage++)
        {
            _context.Cancellation.ThrowIfCancellationRequested();
            bool[]? mask = subsample < 1 ? Mask(rowCount, Math.Max(1, (int)(subsample * rowCount)), draws) : null;
            double before = mask is null ? 0 : LossOf(mask, isIn: false);
            _loss.Prepare(_y, _raw, _weights);
            double[]? weights = mask is null ? _weights : SampleWeights.Product(_weights, Array.ConvertAll(mask, isIn => isIn ? 1.0 : 0.0));
            uint[] seeds = [.. Enumerable.Range(0, width).Select(_ => (uint)draws.NextBelow(int.MaxValue))];
            var trees = new GrownTree[width];
            var gradients = new double[width][];
            Each(width, k =>
            {
                gradients[k] = _loss.NegativeGradient(_y, _raw, k);
                trees[k] = grow(gradients[k], weights, seeds[k], buffers[k]);
            });
            Each(width, k => Add(trees[k], k, mask, gradients[k]));
            Trees.AddRange(trees);
            if (mask is null)
            {
                _scores.Add(_loss.Of(_y, _raw, _weights));
            }
            else
            {
                _scores.Add(LossOf(mask, isIn: true));
                double after = LossOf(mask, isIn: false);
                _improvements.Add((_context.IsNew && stage > 0 ? _outside[^1] : before) - after);
                _outside.Add(after);
            }

            _context.Progress?.Report((stage + 1.0) / most);
            if (_kept is not null && IsOver(trees, stage))
            {
                break;
            }
        }
    }

    internal void Write(AttributeWriter attributes, bool hasOutside)
    {
        attributes.Set("train_score_", NDArray.Of(_scores.ToArray()));
        if (!hasOutside)
        {
            return;
        }

        attributes.Set("oob_improvement_", NDArray.Of(_improvements.ToArray()));
        if (_context.IsNew)
        {
            attributes.Set("oob_scores_", NDArray.Of(_outside.ToArray())).SetScalar("oob_score_", _outside[^1]);
        }
    }

    private void Each(int count, Action<int> act)
    {
        if (count == 1)
        {
            act(0);
            return;
        }

        Parts.Run(count, _context, act);
    }

    /// <summary>Gives the leaves of a tree their values, and adds them to the sums.</summary>
    private void Add(GrownTree tree, int k, bool[]? mask, double[] gradient)
    {
        int width = _loss.TreeCount, rowCount = Columns.RowCount;
        var leaves = new int[rowCount];
        for (int row = 0; row < rowCount; row++)
        {
            leaves[row] = tree.LeafOf(Columns, row);
        }

        if (_loss.ChangesLeaves)
        {
            var rows = new List<int>?[tree.Count];
            for (int row = 0; row < rowCount; row++)
            {
                if (mask is null || mask[row])
                {
                    (rows[leaves[row]] ??= []).Add(row);
                }
            }

            for (int node = 0; node < tree.Count; node++)
            {
                if (tree.IsLeaf(node) && rows[node] is { } own)
                {
                    tree.SetValue(node, _loss.Leaf([.. own.Select(row => width == 1 ? _y[row] : _y[row] == k ? 1.0 : 0.0)],
                        [.. own.Select(row => _raw[(row * width) + k])], [.. own.Select(row => gradient[row])],
                        _weights is null ? null : [.. own.Select(row => _weights[row])]));
                }
            }
        }

        for (int row = 0; row < rowCount; row++)
        {
            _raw[(row * width) + k] += _rate * tree.Values(leaves[row])[0];
        }
    }

    private bool IsOver(GrownTree[] trees, int stage)
    {
        for (int row = 0; row < _kept!.RowCount; row++)
        {
            for (int k = 0; k < trees.Length; k++)
            {
                _keptRaw[(row * trees.Length) + k] += _rate * trees[k].Values(trees[k].LeafOf(_kept, row))[0];
            }
        }

        double loss = _loss.Of(_keptY, _keptRaw, _keptWeights);
        if (!Array.Exists(_history, before => loss + _tolerance < before))
        {
            return true;
        }

        _history[stage % _history.Length] = loss;
        return false;
    }

    private double LossOf(bool[] mask, bool isIn)
    {
        int width = _loss.TreeCount;
        int[] rows = [.. Enumerable.Range(0, mask.Length).Where(row => mask[row] == isIn)];
        return _loss.Of([.. rows.Select(row => _y[row])],
            [.. rows.SelectMany(row => Enumerable.Range(row * width, width)).Select(place => _raw[place])],
            _weights is null ? null : [.. rows.Select(row => _weights[row])]);
    }

    /// <summary><c>_random_sample_mask</c>: so many of the rows.</summary>
    private static bool[] Mask(int count, int wanted, RandomState draws)
    {
        var mask = new bool[count];
        for (int row = 0, taken = 0; row < count; row++)
        {
            if (draws.NextDouble() * (count - row) < wanted - taken)
            {
                mask[row] = true;
                taken++;
            }
        }

        return mask;
    }

    private static double[] Repeat(double[] start, int count)
    {
        var made = new double[start.Length * count];
        for (int i = 0; i < made.Length; i++)
        {
            made[i] = start[i % start.Length];
        }

        return made;
    }
}
