using System.Numerics;

namespace Brine.Pickling;

/// <summary>Hashes memo indexes with the seed of the process: a file cannot choose indexes that fall together in a table.</summary>
internal sealed class MemoIndexComparer : IEqualityComparer<long>, IEqualityComparer<BigInteger>
{
    internal static readonly MemoIndexComparer Instance = new();

    private MemoIndexComparer()
    {
    }

    public bool Equals(long x, long y) => x == y;

    public bool Equals(BigInteger x, BigInteger y) => x == y;

    public int GetHashCode(long obj) => HashCode.Combine(obj);

    public int GetHashCode(BigInteger obj) => HashCode.Combine(obj);
}
