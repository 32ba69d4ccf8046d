using Brine.Arrays;

namespace Brine.Models;

/// <summary>Numbers of a batch, row by row, with the precision that Python gives them.</summary>
/// <param name="Values">The numbers; where <paramref name="IsSingle"/>, each is one of single precision.</param>
/// <param name="Width">How many there are in a row.</param>
/// <param name="IsSingle">True where Python holds float32.</param>
internal readonly record struct Scores(double[] Values, int Width, bool IsSingle)
{
    internal int RowCount => Width == 0 ? 0 : Values.Length / Width;

    internal Span<double> Row(int row) => Values.AsSpan(row * Width, Width);

    /// <summary>As an array of one dimension where there is one number a row and <paramref name="ravel"/> asks for it, else of
    /// two.</summary>
    internal NDArray ToArray(bool ravel)
    {
        ReadOnlySpan<int> shape = ravel && Width == 1 ? [Values.Length] : [RowCount, Width];
        return IsSingle ? NDArray.Of(Array.ConvertAll(Values, value => (float)value), shape) : NDArray.Of(Values, shape);
    }
}
