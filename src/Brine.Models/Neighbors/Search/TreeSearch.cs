using Brine.Arrays;

namespace Brine.Models;

/// <summary>Neighbors by a KDTree or BallTree, which computes in double precision whatever it is asked.</summary>
internal sealed class TreeSearch(DenseSearch search, DType training) : INeighborSearch
{
    public int TrainingCount => search.TrainingCount;

    public int Dimension => search.Dimension;

    public AskedRows Usual { get; } = AskedRows.Dense(training);

    public AskedRows Training => Usual;

    public bool GivesSingles(AskedRows asked) => false;

    public void Find(ReadOnlySpan<double> row, Span<double> distances, Span<int> indices) =>
        search.Find(row, mergesHeaps: false, distances, indices);

    public TieCount FindAll(Features x, AskedRows asked, int neighborCount, Span<double> distances, Span<int> indices)
    {
        search.FindAll(x.ToMatrix(), neighborCount, mergesHeaps: false, distances, indices);
        return default;
    }

    public void FindWithin(ReadOnlySpan<double> row, AskedRows asked, double radius, List<double> distances, List<int> indices) =>
        search.FindWithin(row, radius, distances, indices);

    public void Sort(Span<double> distances, Span<int> indices, AskedRows asked) => search.Sort(distances, indices);

    public bool CountsVotes(AskedRows asked) => false;

    public void Check(AskedRows asked, string className)
    {
        if (asked.IsSparse)
        {
            throw new ModelInputException("InputSparse",
                $"{className} searches a tree, which takes no sparse matrix; write the rows in full");
        }
    }
}
