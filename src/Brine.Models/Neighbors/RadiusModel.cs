using Brine.Arrays;

namespace Brine.Models;

/// <summary>Finds all training rows within a radius.</summary>
/// <param name="search">The training rows.</param>
/// <param name="radius"><c>radius</c></param>
internal sealed class RadiusModel(INeighborSearch search, double radius)
{
    internal RadiusModel(NeighborsForm form)
        : this(TrainingSearch.Of(form), form.Radius!.Value)
    {
    }

    internal INeighborSearch Search { get; } = search;

    /// <summary><c>radius</c></summary>
    internal double Radius { get; } = radius;

    /// <summary><c>radius_neighbors</c> or <c>radius_neighbors_graph</c>, with the options of the call.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The radius is no number.</exception>
    internal Answer Answer(Methods method, Features x, string className, CallOptions options)
    {
        if (options.Radius is { } asked && asked != Radius)
        {
            ArgumentOutOfRangeException.ThrowIfEqual(double.IsNaN(asked), true, nameof(CallOptions.Radius));
            return new RadiusModel(Search, asked).Answer(method, x, className, options);
        }

        return method == Methods.RadiusNeighborsGraph ? Graph(x, className, options.GivesDistances, options.SortsNeighbors)
            : Neighbors(x, className, options.SortsNeighbors);
    }

    /// <summary>The graph of what is near each row, with distances or ones.</summary>
    internal CsrMatrix Graph(Features x, string className, bool hasDistances, bool isSorted)
    {
        RadiusRows rows = Ask(x, className);
        var starts = new int[rows.Count + 1];
        var columns = new List<int>();
        var data = new List<double>();
        for (int row = 0; row < rows.Count; row++)
        {
            rows.Find(row);
            if (isSorted)
            {
                rows.Sort();
            }

            columns.AddRange(rows.Indices);
            data.AddRange(rows.Distances);
            starts[row + 1] = columns.Count;
        }

        double[] values = [.. data];
        if (!hasDistances)
        {
            Array.Fill(values, 1);
        }

        return new CsrMatrix(rows.Count, Search.TrainingCount, starts, [.. columns], values,
            hasDistances && rows.IsSingle ? DType.Float32 : DType.Float64);
    }

    /// <summary>The distances of each row, and the indices, in lists of one array a row.</summary>
    private Answer Neighbors(Features x, string className, bool isSorted)
    {
        RadiusRows rows = Ask(x, className);
        var distances = new Answer[rows.Count];
        var indices = new Answer[rows.Count];
        for (int row = 0; row < rows.Count; row++)
        {
            rows.Find(row);
            if (isSorted)
            {
                rows.Sort();
            }

            distances[row] = NumpyPrecision.ToArray(rows.Distances.ToArray(), rows.IsSingle, rows.Distances.Length);
            indices[row] = NDArray.Of(Array.ConvertAll(rows.Indices.ToArray(), index => (long)index));
        }

        return Models.Answer.Of([Models.Answer.Of(distances), Models.Answer.Of(indices)]);
    }

    /// <summary>The rows with what is near them, one after the other.</summary>
    internal RadiusRows Ask(Features x, string className)
    {
        AskedRows asked = AskedRows.Of(x);
        Search.Check(asked, className);
        return new RadiusRows(this, x, asked);
    }
}
