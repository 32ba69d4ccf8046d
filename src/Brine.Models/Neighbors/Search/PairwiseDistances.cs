namespace Brine.Models;

/// <summary>The distances of rows to all training rows, as scikit-learn's <c>pairwise_distances</c> gives them.</summary>
internal abstract class PairwiseDistances
{
    /// <summary>How many training rows there are.</summary>
    internal abstract int Count { get; }

    internal abstract int Dimension { get; }

    /// <summary>How many numbers the room for a row's distances must hold.</summary>
    internal abstract int RoomSize { get; }

    /// <summary>The distances of one row.</summary>
    /// <param name="row">The row in full.</param>
    /// <param name="isSparse">True where Python has the row in a sparse matrix.</param>
    /// <param name="isSingle">True where Python computes in single precision.</param>
    /// <param name="distances">Room for <see cref="RoomSize"/> numbers.</param>
    internal abstract void Of(ReadOnlySpan<double> row, bool isSparse, bool isSingle, Span<double> distances);

    /// <summary>The distances of four dense rows, each of which has <see cref="RoomSize"/> numbers of the room.</summary>
    internal virtual void OfFour(ReadOnlySpan<double> rows, bool isSingle, Span<double> distances)
    {
        for (int i = 0; i < 4; i++)
        {
            Of(rows.Slice(i * Dimension, Dimension), isSparse: false, isSingle, distances.Slice(i * RoomSize, RoomSize));
        }
    }
}
