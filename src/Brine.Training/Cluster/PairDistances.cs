namespace Brine.Training;

/// <summary>The distances of all pairs of rows, each once.</summary>
internal sealed class PairDistances
{
    private readonly int _count;
    private readonly double[] _values;

    internal PairDistances(DenseRows x, bool isManhattan, CancellationToken cancellation)
    {
        _count = x.RowCount;
        _values = new double[(int)((long)_count * (_count - 1) / 2)];
        for (int row = 0, at = 0; row < _count; row++)
        {
            cancellation.ThrowIfCancellationRequested();
            for (int other = row + 1; other < _count; other++)
            {
                _values[at++] = Between(x, row, other, isManhattan);
            }
        }
    }

    internal ref double this[int first, int second]
    {
        get
        {
            (int low, int high) = first < second ? (first, second) : (second, first);
            return ref _values[((long)_count * low) - ((long)low * (low + 1) / 2) + high - low - 1];
        }
    }

    internal static double Between(DenseRows x, int first, int second, bool isManhattan)
    {
        ReadOnlySpan<double> one = x.Row(first), other = x.Row(second);
        double sum = 0;
        for (int i = 0; i < one.Length; i++)
        {
            double rest = one[i] - other[i];
            sum += isManhattan ? Math.Abs(rest) : rest * rest;
        }

        return isManhattan ? sum : Math.Sqrt(sum);
    }
}
