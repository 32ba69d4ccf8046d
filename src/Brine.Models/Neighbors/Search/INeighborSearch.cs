namespace Brine.Models;

/// <summary>Finds the nearest training rows.</summary>
internal interface INeighborSearch
{
    /// <summary>How many training rows there are.</summary>
    int TrainingCount { get; }

    int Dimension { get; }

    /// <summary>The kind that rows are taken for that come alone, without a dtype: numbers of double precision.</summary>
    AskedRows Usual { get; }

    /// <summary>The kind of the training rows.</summary>
    AskedRows Training { get; }

    /// <summary>True where Python's distances to such rows are float32.</summary>
    bool GivesSingles(AskedRows asked);

    /// <summary>The nearest of one row, the nearest first.</summary>
    /// <param name="row">The numbers of the row.</param>
    /// <param name="distances">Room for as many distances as neighbors are wanted.</param>
    /// <param name="indices">Room for their indices.</param>
    void Find(ReadOnlySpan<double> row, Span<double> distances, Span<int> indices);

    /// <summary>The nearest of each row.</summary>
    /// <returns>In how many rows numpy's selection decides between equal distances.</returns>
    TieCount FindAll(Features x, AskedRows asked, int neighborCount, Span<double> distances, Span<int> indices);

    /// <summary>All training rows within a radius.</summary>
    /// <param name="row">The numbers of the row.</param>
    /// <param name="asked">What the row is in Python.</param>
    /// <param name="radius">The radius.</param>
    /// <param name="distances">The distances are added to these.</param>
    /// <param name="indices">The indices are added to these.</param>
    void FindWithin(ReadOnlySpan<double> row, AskedRows asked, double radius, List<double> distances, List<int> indices);

    /// <summary>Sorts what was found within a radius, with equal distances in Python's order (<c>sort_results</c>).</summary>
    void Sort(Span<double> distances, Span<int> indices, AskedRows asked);

    /// <summary>True where RadiusNeighborsClassifier counts votes while it searches.</summary>
    bool CountsVotes(AskedRows asked);

    /// <exception cref="ModelInputException">Python takes no such rows.</exception>
    void Check(AskedRows asked, string className);
}
