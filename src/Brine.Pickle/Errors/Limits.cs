namespace Brine.Pickling;

/// <summary>Limits of the memory and time that a file may ask for. <see cref="Default"/> is for files from anywhere, <see cref="Trusted"/>
/// for your own.</summary>
public sealed record Limits
{
    /// <summary>For files from anywhere: far above what real models need, far below what harms a machine.</summary>
    public static Limits Default { get; } = new();

    /// <summary>For files that you made yourself: only what a .NET process can hold.</summary>
    public static Limits Trusted { get; } = new()
    {
        MaxFileBytes = long.MaxValue,
        MaxDecompressedBytes = long.MaxValue,
        MaxDecompressionRatio = double.PositiveInfinity,
        MaxStack = int.MaxValue,
        MaxMarks = int.MaxValue,
        MaxMemo = int.MaxValue,
        MaxIntegerDigits = int.MaxValue,
        MaxIntegerBytes = int.MaxValue,
        MaxDepth = 5_000_000,
    };

    /// <summary>The largest file that is read, in bytes.</summary>
    public long MaxFileBytes { get; init; } = 8L << 30;

    /// <summary>The bytes that a compressed file may grow to, whatever its ratio.</summary>
    public long MaxDecompressedBytes { get; init; } = 4L << 30;

    /// <summary>How many bytes one compressed byte may grow to, once the output has passed 64 MiB; so too the cells of a table whose rows
    /// are one row many times over, and the values of a pickle, each counted as 100 bytes, once they have passed a million.</summary>
    public double MaxDecompressionRatio { get; init; } = 200;

    /// <summary>Values on the pickle machine's stack.</summary>
    public int MaxStack { get; init; } = 16_000_000;

    /// <summary>Marks on the pickle machine's stack.</summary>
    public int MaxMarks { get; init; } = 1_000_000;

    /// <summary>Entries of the memo.</summary>
    public int MaxMemo { get; init; } = 50_000_000;

    /// <summary>Decimal digits of an int written as text, as CPython's own limit.</summary>
    public int MaxIntegerDigits { get; init; } = 4_300;

    /// <summary>Bytes of an int written in binary.</summary>
    public int MaxIntegerBytes { get; init; } = 65_536;

    /// <summary>The depth to which values may nest for those who walk them: printing, inspecting, converting.</summary>
    public int MaxDepth { get; init; } = 10_000;
}
