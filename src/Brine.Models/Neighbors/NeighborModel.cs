using Brine.Arrays;

namespace Brine.Models;

/// <summary>Finds so many neighbors: the training rows, the metric, and how to search.</summary>
internal sealed class NeighborModel
{
    private readonly bool _isOrderedByProcessor;

    internal NeighborModel(NeighborsForm form)
        : this(TrainingSearch.Of(form), form.NeighborCount!.Value, form.Details.OrdersByProcessor)
    {
    }

    private NeighborModel(INeighborSearch search, int neighborCount, bool isOrderedByProcessor)
    {
        Search = search;
        NeighborCount = neighborCount;
        _isOrderedByProcessor = isOrderedByProcessor;
    }

    internal INeighborSearch Search { get; }

    /// <summary><c>n_neighbors</c>.</summary>
    internal int NeighborCount { get; }

    /// <summary>The same model asked for one neighbor more.</summary>
    internal NeighborModel WithOneMore() => WithCount(NeighborCount + 1);

    /// <summary>The same model asked for so many neighbors.</summary>
    internal NeighborModel WithCount(int count) => new(Search, count, _isOrderedByProcessor);

    /// <summary>Refuses to look for more neighbors than there are; such a model can be trained, and nothing can be asked of it.</summary>
    /// <exception cref="UnsupportedModelException">The model has fewer training rows than <c>n_neighbors</c>.</exception>
    internal void RequireEnough(string className)
    {
        if (NeighborCount > Search.TrainingCount)
        {
            throw new UnsupportedModelException("UnsupportedOption",
                $"{className} looks for {NeighborCount} neighbors and has {Search.TrainingCount} training rows: Python refuses it too, so "
                    + "train it on more rows", className);
        }
    }

    /// <summary>The nearest of each row: distances and indices, as many a row as neighbors are wanted.</summary>
    /// <param name="x">The rows.</param>
    /// <param name="className">For messages.</param>
    /// <param name="tellsOrder">True where the order of equal neighbors is part of the answer.</param>
    internal FoundNeighbors Find(Features x, string className, bool tellsOrder)
    {
        AskedRows asked = AskedRows.Of(x);
        RequireEnough(className);
        Search.Check(asked, className);
        int size = checked(x.RowCount * NeighborCount);
        (double[] distances, int[] indices) = (new double[size], new int[size]);
        TieCount ties = Search.FindAll(x, asked, NeighborCount, distances, indices);
        int noted = tellsOrder ? ties.Any : ties.Left;
        if (_isOrderedByProcessor && noted > 0)
        {
            AnswerNotes.Add(
                $"{noted} of {x.RowCount} rows have training rows at equal distances, and which of them {className} takes first is decided "
                    + "by numpy 2 in an order that depends on the processor: Python may answer otherwise there");
        }

        return new FoundNeighbors(distances, indices, Search.GivesSingles(asked));
    }

    /// <summary><c>kneighbors</c> or <c>kneighbors_graph</c>, with the options of the call.</summary>
    internal Answer Answer(Methods method, Features x, string className, CallOptions options) => method == Methods.KNeighborsGraph
        ? Counted(options.NeighborCount).Graph(x, className, options.GivesDistances)
        : Counted(options.NeighborCount).Answer(x, className);

    /// <summary>The graph of the nearest of each row, with distances or ones.</summary>
    internal CsrMatrix Graph(Features x, string className, bool hasDistances)
    {
        FoundNeighbors found = Find(x, className, tellsOrder: true);
        var starts = new int[x.RowCount + 1];
        for (int row = 0; row < starts.Length; row++)
        {
            starts[row] = row * NeighborCount;
        }

        if (!hasDistances)
        {
            Array.Fill(found.Distances, 1);
        }

        return new CsrMatrix(x.RowCount, Search.TrainingCount, starts, found.Indices, found.Distances,
            hasDistances && found.IsSingle ? DType.Float32 : DType.Float64);
    }

    /// <summary>The same model asked for so many neighbors, or for those of the training.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The count is below one.</exception>
    private NeighborModel Counted(int? count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count ?? 1, 1, nameof(CallOptions.NeighborCount));
        return count is { } wanted && wanted != NeighborCount ? WithCount(wanted) : this;
    }

    /// <summary><c>kneighbors</c>: the distances, and the indices as int64.</summary>
    /// <param name="x">The rows.</param>
    /// <param name="className">For messages.</param>
    private Answer Answer(Features x, string className)
    {
        FoundNeighbors found = Find(x, className, tellsOrder: true);
        return Models.Answer.Of(
        [
            NumpyPrecision.ToArray(found.Distances, found.IsSingle, x.RowCount, NeighborCount),
            NDArray.Of(Array.ConvertAll(found.Indices, index => (long)index), x.RowCount, NeighborCount),
        ]);
    }
}
