using System.Diagnostics.CodeAnalysis;
using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Store;

/// <summary>Whether two answers of a cell are the same: text by its characters, numbers and bools by their value, what is missing by being
/// missing.</summary>
internal sealed class CellComparer : IEqualityComparer<PyValue>
{
    /// <summary>As for arrays of floats, each relative to itself.</summary>
    private const double Tolerance = 1e-9;

    internal static CellComparer Instance { get; } = new();

    public bool Equals(PyValue x, PyValue y)
    {
        if (x.AsString() is { } text)
        {
            return y.AsString() == text;
        }

        if (y.AsString() is not null)
        {
            return false;
        }

        if (x.TryGetInt64(out long whole) && y.TryGetInt64(out long other))
        {
            return whole == other;
        }

        if (x.TryGetDouble(out double number) && y.TryGetDouble(out double second))
        {
            return AnswerDistance.Of(number, second, 0) <= Tolerance;
        }

        bool isMissing = PandasMissing.Is(x);
        return isMissing == PandasMissing.Is(y) && (isMissing || x.ToString() == y.ToString());
    }

    public int GetHashCode([DisallowNull] PyValue obj) => 0;
}
