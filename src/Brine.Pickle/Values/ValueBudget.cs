namespace Brine.Pickling;

/// <summary>
/// Bounds how many values the thread makes while it reads a file, by the bytes of the file as it lies on disk: an opcode of one byte makes
/// a value of a hundred, and compression makes thousands of opcodes of a byte. To be disposed by the thread that opened it.
/// </summary>
/// <remarks>No honest file is near it: uncompressed, a value has a byte of its own at least.</remarks>
internal readonly struct ValueBudget : IDisposable
{
    /// <summary>So many values are suspicious in no file.</summary>
    private const long Few = 1_000_000;

    /// <summary>About what a value takes, in bytes: what the ratio of the limits is reckoned with.</summary>
    private const double ValueBytes = 100;

    private readonly long _before;

    private ValueBudget(long before) => _before = before;

    /// <summary>Begins to count. Inside another budget the larger one of the two is what is left.</summary>
    /// <param name="limits">What a file may ask for.</param>
    /// <param name="fileBytes">The size of the file, compressed as it is.</param>
    internal static ValueBudget Open(Limits limits, long fileBytes)
    {
        double allowed = Math.Max(Few, limits.MaxDecompressionRatio / ValueBytes * fileBytes);
        return new(PyIdentity.Bound(allowed < long.MaxValue ? (long)allowed : PyIdentity.Unbound));
    }

    /// <summary>Goes on as before.</summary>
    public void Dispose() => PyIdentity.Restore(_before);
}
