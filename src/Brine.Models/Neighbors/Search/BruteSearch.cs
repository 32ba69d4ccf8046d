using Brine.Arrays;

namespace Brine.Models;

/// <summary>Neighbors without a tree: by the fast search or by all distances, as the rows that are asked and those of training have
/// it.</summary>
internal sealed class BruteSearch : INeighborSearch
{
    // scikit-learn's ArgKmin splits the training rows, not the queries, up to four chunks of 256 queries a thread.
    private const int FewQueries = 1024;

    private readonly SearchRules _rules;
    private readonly DenseSearch? _dense;
    private readonly Lazy<PairwiseSearch>? _fast; // over sparse rows
    private readonly Lazy<PairwiseSearch> _pairwise;
    private readonly Lazy<DenseSearch>? _scout; // where distances seldom tie

    /// <summary>A search among dense rows.</summary>
    /// <param name="rows">The training rows, one after the other.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="dimension">The number of features.</param>
    /// <param name="distance">The metric.</param>
    /// <param name="rules">How the version that saved the model searches.</param>
    /// <param name="pairwise">The metric of <c>pairwise_distances</c> for <c>pairwise_distances_argmin</c>, or null for
    /// <c>kneighbors</c>.</param>
    internal BruteSearch(double[] rows, int count, int dimension, Distance distance, SearchRules rules, Distance? pairwise = null)
    {
        bool isArgMin = pairwise is not null;
        pairwise ??= distance;
        _rules = rules;
        (TrainingCount, Dimension) = (count, dimension);
        _dense = distance.HasFastSearch(isNewest: true) ? new DenseSearch(rows, count, dimension, distance, null, rules) : null;
        _pairwise = new(
            () => new PairwiseSearch(new DensePairwise(rows, count, dimension, pairwise, _dense?.Bank, rules.HasOldScipy), pairwise, rules,
                isFast: false, isArgMin));
        _scout = !isArgMin && rules.Training.DType.Kind == 'f' && DenseSearch.RunsFor(distance)
            ? new(() => new DenseSearch(rows, count, dimension, distance, rules, _pairwise.Value)) : null;
    }

    /// <summary>A search among sparse rows.</summary>
    internal BruteSearch(CsrMatrix rows, Distance distance, SearchRules rules)
    {
        _rules = rules;
        (TrainingCount, Dimension) = (rows.RowCount, rows.ColumnCount);
        _fast = new(() => new PairwiseSearch(new SparsePairwise(rows, distance, rules, isFast: true), distance, rules, isFast: true));
        _pairwise = new(() => new PairwiseSearch(new SparsePairwise(rows, distance, rules, isFast: false), distance, rules, isFast: false));
    }

    public int TrainingCount { get; }

    public int Dimension { get; }

    public AskedRows Usual { get; } = AskedRows.Dense(DType.Float64);

    public AskedRows Training => _rules.Training;

    public bool GivesSingles(AskedRows asked) => _rules.GivesSingles(asked);

    public void Find(ReadOnlySpan<double> row, Span<double> distances, Span<int> indices)
    {
        AskedRows asked = Usual;
        if (!_rules.IsFast(asked) && Scout(asked) is { } scout)
        {
            scout.Find(row, mergesHeaps: true, distances, indices);
        }
        else if (!_rules.IsFast(asked))
        {
            _pairwise.Value.Find(row, asked, mergesHeaps: true, distances, indices);
        }
        else if (_dense is not null)
        {
            _dense.Find(row, mergesHeaps: true, distances, indices);
            SettleOverflow(distances, indices);
        }
        else
        {
            _fast!.Value.Find(row, asked, mergesHeaps: true, distances, indices);
            SettleOverflow(distances, indices);
        }
    }

    public TieCount FindAll(Features x, AskedRows asked, int neighborCount, Span<double> distances, Span<int> indices)
    {
        bool mergesHeaps = x.RowCount <= FewQueries && x.RowCount <= TrainingCount;
        if (!_rules.IsFast(asked))
        {
            return Scout(asked) is { } scout
                ? scout.FindAll(x.ToMatrix(), neighborCount, mergesHeaps, distances, indices)
                : _pairwise.Value.FindAll(x, asked, mergesHeaps, neighborCount, distances, indices);
        }

        TieCount ties = default;
        if (_dense is null)
        {
            ties = _fast!.Value.FindAll(x, asked, mergesHeaps, neighborCount, distances, indices);
        }
        else
        {
            _dense.FindAll(x.ToMatrix(), neighborCount, mergesHeaps, distances, indices);
        }

        SettleOverflow(distances, indices);
        return ties;
    }

    public void FindWithin(ReadOnlySpan<double> row, AskedRows asked, double radius, List<double> distances, List<int> indices)
    {
        if (!_rules.IsFast(asked))
        {
            _pairwise.Value.FindWithin(row, asked, radius, distances, indices);
        }
        else if (_dense is not null)
        {
            _dense.FindWithin(row, radius, distances, indices);
        }
        else
        {
            _fast!.Value.FindWithin(row, asked, radius, distances, indices);
        }
    }

    public void Sort(Span<double> distances, Span<int> indices, AskedRows asked)
    {
        if (_rules.IsFast(asked))
        {
            NeighborHeap.Sort(distances, indices, _rules.IsIntrosort);
            return;
        }

        // By mergesort, which leaves equal distances as they stand.
        for (int i = 1; i < distances.Length; i++)
        {
            if (distances[i] < distances[i - 1])
            {
                double[] keys = [.. distances];
                int[] order = [.. Enumerable.Range(0, keys.Length).OrderBy(at => keys[at])];
                int[] found = [.. indices];
                for (int k = 0; k < order.Length; k++)
                {
                    (distances[k], indices[k]) = (keys[order[k]], found[order[k]]);
                }

                return;
            }
        }
    }

    /// <summary>scikit-learn's heaps begin with training row 0 at the largest distance of all, and what overflows does not come nearer than
    /// that.</summary>
    /// <exception cref="ModelInputException">A distance is NaN, as infinity less infinity is.</exception>
    private void SettleOverflow(Span<double> distances, Span<int> indices)
    {
        for (int i = 0; i < distances.Length; i++)
        {
            if (double.IsPositiveInfinity(distances[i]))
            {
                (distances[i], indices[i]) = (_rules.FullOfFast(double.MaxValue), 0);
            }
            else if (double.IsNaN(distances[i]))
            {
                throw new ModelInputException("InputNotFinite",
                    "a row and the training rows are so large that their distance is no number of double precision: scale the data, or "
                        + "leave the row out");
            }
        }
    }

    /// <summary>The search that finds the nearest without all distances; only for rows of float64 or such that are computed with as
    /// float64.</summary>
    private DenseSearch? Scout(AskedRows asked) =>
        asked.DType.Kind == 'f' && !asked.IsSparse && !_rules.IsSingle(asked) ? _scout?.Value : null;

    public bool CountsVotes(AskedRows asked) => _rules.CountsVotes(asked);

    public void Check(AskedRows asked, string className) => _rules.Check(asked, className);
}
