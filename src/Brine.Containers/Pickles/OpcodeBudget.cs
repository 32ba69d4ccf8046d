using Brine.Pickling;

namespace Brine.Containers;

/// <summary>Refuses compressed files that unpack to far more opcodes than an honest one of their size: those who look at them one by one
/// take memory, or write a line, for each.</summary>
internal static class OpcodeBudget
{
    /// <summary>So many opcodes are suspicious in no file.</summary>
    private const long Few = 2_000_000;

    /// <summary>What is counted as one opcode, in bytes of the ratio of the limits.</summary>
    private const double OpcodeBytes = 50;

    internal static void Check(ReadOnlySpan<byte> data, long fileBytes, Limits limits)
    {
        double allowed = Math.Max(Few, limits.MaxDecompressionRatio / OpcodeBytes * fileBytes);
        if (data.Length <= allowed)
        {
            return; // an opcode has a byte at least
        }

        var reader = new OpcodeReader(data);
        for (long count = 0; reader.TryRead() == OpcodeRead.Done && reader.Info is not null && reader.Code != PickleOpcode.Stop; count++)
        {
            if (count > allowed)
            {
                throw new PickleLimitException("LimitValues",
                    $"{fileBytes} bytes unpack to more than {count} opcodes; raise the limits only for a file that you trust",
                        reader.Offset);
            }
        }
    }
}
