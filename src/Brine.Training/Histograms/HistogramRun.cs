namespace Brine.Training;

/// <summary>The stages of gradient boosting on histograms, one after another.</summary>
internal sealed class HistogramRun
{
    private readonly BinnedColumns _columns;
    private readonly double[] _y;
    private readonly double[]? _weights;
    private readonly BinMapper _mapper;
    private readonly HistogramLoss _loss;
    private readonly HistogramRules _rules;
    private readonly FitContext _context;
    private readonly double[] _start;
    private readonly double[][] _raw;
    private readonly List<HistogramTree[]> _stages = [];
    private readonly List<double> _scores = [];
    private readonly List<double> _keptScores = [];
    private bool _stops;
    private BinnedColumns? _kept;
    private double[] _keptY = [];
    private double[]? _keptWeights;
    private double[][] _keptRaw = [];
    private int _patience;
    private double _tolerance;

    internal HistogramRun(BinnedColumns columns, double[] y, BinMapper mapper, HistogramLoss loss, HistogramRules rules,
        FitContext context, double[]? weights)
    {
        (_columns, _y, _mapper, _loss, _context, _weights) = (columns, y, mapper, loss, context, weights);

        // The trees of a stage grow side by side, where there are several; else the columns of one tree are looked at side by side.
        _rules = loss.TreeCount > 1 ? rules with { ThreadCount = 1 } : rules;
        _start = loss.Start(y, weights);
        _raw = Repeat(columns.RowCount);
    }

    /// <summary>Whether and by which rows it sees that the answer gets no better.</summary>
    internal void Watch(bool stops, BinnedColumns? kept, double[] keptY, double[]? keptWeights, int patience, double tolerance)
    {
        (_stops, _kept, _keptY, _patience, _tolerance) = (stops, kept, keptY, patience, tolerance);
        _keptWeights = keptWeights;
        _keptRaw = kept is null ? [] : Repeat(kept.RowCount);
    }

    internal void Run(int most)
    {
        int width = _loss.TreeCount, rowCount = _columns.RowCount;
        float[][] gradients = [.. Enumerable.Range(0, width).Select(_ => new float[rowCount])];
        float[][] hessians = [.. Enumerable.Range(0, width).Select(_ => new float[_loss.HasConstantHessian ? 0 : rowCount])];
        if (_stops)
        {
            IsOver();
        }

        for (int stage = 0; stage < most; stage++)
        {
            _context.Cancellation.ThrowIfCancellationRequested();
            _loss.Derive(_y, _raw, gradients, hessians, _weights);
            var trees = new HistogramTree[width];
            if (width == 1)
            {
                trees[0] = Grow(0, gradients[0], hessians[0]);
            }
            else
            {
                Parts.Run(width, _context, k => trees[k] = Grow(k, gradients[k], hessians[k]));
            }

            _stages.Add(trees);
            _context.Progress?.Report((stage + 1.0) / most);
            if (_stops && IsOver())
            {
                break;
            }
        }
    }

    internal void Write(AttributeWriter attributes)
    {
        FitContext context = attributes.Context;
        attributes.Set("_baseline_prediction", _start, 1, _start.Length)
            .Set("train_score_", NDArray.Of(_scores.ToArray())).Set("validation_score_", NDArray.Of(_keptScores.ToArray()))
            .Set("_predictors", new PyList(_stages.Select(stage =>
                (PyValue)new PyList(stage.Select(tree => (PyValue)tree.Write(context))))));
    }

    private HistogramTree Grow(int k, float[] gradients, float[] hessians)
    {
        var grower = new HistogramGrower(_columns, _mapper, _rules, gradients, hessians);
        HistogramNode root = grower.Grow();
        double[] raw = _raw[k];
        foreach (HistogramNode leaf in grower.Leaves)
        {
            ReadOnlySpan<int> rows = grower.Rows(leaf);
            if (_loss is NumberHistogramLoss)
            {
                SetLeafValue(leaf, rows, raw);
            }
        }

        foreach (HistogramNode leaf in grower.Leaves)
        {
            foreach (int row in grower.Rows(leaf))
            {
                raw[row] += leaf.Value;
            }
        }

        return new HistogramTree(root, grower.NodeCount, _mapper);
    }

    private void SetLeafValue(HistogramNode leaf, ReadOnlySpan<int> rows, double[] raw)
    {
        if (_loss.Leaf([0], null) is null)
        {
            return;
        }

        var rest = new double[rows.Length];
        for (int i = 0; i < rest.Length; i++)
        {
            rest[i] = _y[rows[i]] - raw[rows[i]];
        }

        double[]? weights = _weights is null ? null : new double[rows.Length];
        for (int i = 0; weights is not null && i < weights.Length; i++)
        {
            weights[i] = _weights![rows[i]];
        }

        leaf.Value = _rules.LearningRate * _loss.Leaf(rest, weights)!.Value;
    }

    /// <summary>Keeps the score, and whether no recent one is better than that before them.</summary>
    private bool IsOver()
    {
        _scores.Add(-_loss.Of(_y, _raw, _weights));
        if (_kept is null)
        {
            return HasNoBetter(_scores);
        }

        if (_stages.Count > 0)
        {
            HistogramTree[] trees = _stages[^1];
            for (int k = 0; k < trees.Length; k++)
            {
                for (int row = 0; row < _kept.RowCount; row++)
                {
                    _keptRaw[k][row] += trees[k].ValueOf(_kept, row);
                }
            }
        }

        _keptScores.Add(-_loss.Of(_keptY, _keptRaw, _keptWeights));
        return HasNoBetter(_keptScores);
    }

    private bool HasNoBetter(List<double> scores)
    {
        if (scores.Count <= _patience)
        {
            return false;
        }

        double reference = scores[^(_patience + 1)] + _tolerance;
        return !scores[^_patience..].Exists(score => score > reference);
    }

    private double[][] Repeat(int count) => [.. _start.Select(sum => Enumerable.Repeat(sum, count).ToArray())];
}
