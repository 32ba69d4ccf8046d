using Brine.Arrays;

namespace Brine.Models;

/// <summary>What all models of neighbours hold: the training rows, the metric, and how to search.</summary>
internal sealed class NeighborModel
{
    private readonly bool _isOrderedByProcessor;

    private NeighborModel(INeighborSearch search, int neighbourCount, bool isOrderedByProcessor)
    {
        Search = search;
        NeighbourCount = neighbourCount;
        _isOrderedByProcessor = isOrderedByProcessor;
    }

    internal INeighborSearch Search { get; }

    /// <summary><c>n_neighbors</c>.</summary>
    internal int NeighbourCount { get; }

    internal static NeighborModel Read(EstimatorReader reader)
    {
        INeighborSearch search = TrainingSearch.Read(reader);
        int count = reader.Int("n_neighbors", 5);
        if (count < 1)
        {
            throw reader.Unsupported($"n_neighbors={count}");
        }

        return new NeighborModel(search, count, NumpyEra.OrdersByProcessor(reader));
    }

    /// <summary>What may be asked about; what its metric makes of sparse rows is for the search to say.</summary>
    internal InputContract Inputs => InputContract.FiniteOrSparse with { TakesMissing = Search.TakesMissing };

    /// <summary>The same model asked for one neighbour more.</summary>
    internal NeighborModel WithOneMore() => new(Search, NeighbourCount + 1, _isOrderedByProcessor);

    /// <summary>Refuses to look for more neighbours than there are; such a model can be trained, and nothing can be asked of it.</summary>
    /// <exception cref="UnsupportedModelException">The model has fewer training rows than <c>n_neighbors</c>.</exception>
    internal void RequireEnough(string className)
    {
        if (NeighbourCount > Search.TrainingCount)
        {
            throw new UnsupportedModelException("UnsupportedOption", $"{className} looks for {NeighbourCount} neighbors and has {Search.TrainingCount} training rows: Python refuses it too, so train it on more rows", className);
        }
    }

    /// <summary>The nearest of each row: distances and indices, as many a row as neighbours are wanted.</summary>
    /// <param name="x">The rows.</param>
    /// <param name="className">For messages.</param>
    /// <param name="tellsOrder">True where the order of equal neighbours is part of the answer.</param>
    internal FoundNeighbors Find(Features x, string className, bool tellsOrder)
    {
        AskedRows asked = AskedRows.Of(x);
        RequireEnough(className);
        Search.Check(asked, className);
        int size = checked(x.RowCount * NeighbourCount);
        (double[] distances, int[] indices) = (new double[size], new int[size]);
        TieCount ties = Search.FindAll(x, asked, NeighbourCount, distances, indices);
        int noted = tellsOrder ? ties.Any : ties.Left;
        if (_isOrderedByProcessor && noted > 0)
        {
            AnswerNotes.Add($"{noted} of {x.RowCount} rows have training rows at equal distances, and which of them {className} takes first is decided by numpy 2 in an order that depends on the processor: Python may answer otherwise there");
        }

        return new FoundNeighbors(distances, indices, Search.GivesSingles(asked));
    }

    /// <summary><c>kneighbors</c>: the distances, and the indices as int64.</summary>
    /// <param name="x">The rows.</param>
    /// <param name="className">For messages.</param>
    /// <param name="count">How many neighbors of each row; <c>n_neighbors</c> of the training when null.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is below one.</exception>
    internal Answer Answer(Features x, string className, int? count)
    {
        if (count is { } wanted && wanted != NeighbourCount)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(wanted, 1, nameof(count));
            return new NeighborModel(Search, wanted, _isOrderedByProcessor).Answer(x, className, null);
        }

        FoundNeighbors found = Find(x, className, tellsOrder: true);
        return Models.Answer.Of(
        [
            NumpyPrecision.ToArray(found.Distances, found.IsSingle, x.RowCount, NeighbourCount),
            NDArray.Of(Array.ConvertAll(found.Indices, index => (long)index), x.RowCount, NeighbourCount),
        ]);
    }
}
