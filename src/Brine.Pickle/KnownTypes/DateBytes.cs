using System.Buffers.Binary;

namespace Brine.Pickling;

/// <summary>The packed bytes in which <c>datetime</c> pickles: two of year, month, day, hour, minute, second, three of
/// microseconds.</summary>
internal static class DateBytes
{
    private const int Fold = 0x80;

    internal static DateOnly? Date(ReadOnlySpan<byte> bytes)
    {
        int year = BinaryPrimitives.ReadUInt16BigEndian(bytes), month = bytes[2] & ~Fold, day = bytes[3];
        return year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? new DateOnly(year, month, day) : null;
    }

    internal static TimeOnly? Time(ReadOnlySpan<byte> bytes)
    {
        int hour = bytes[0] & ~Fold, microseconds = (bytes[3] << 16) | (bytes[4] << 8) | bytes[5];
        return hour < 24 && bytes[1] < 60 && bytes[2] < 60 && microseconds < 1_000_000
            ? new TimeOnly(hour, bytes[1], bytes[2]).Add(TimeSpan.FromMicroseconds(microseconds)) : null;
    }

    /// <summary>PEP 495: the second of two equal wall clock times sets the top bit of the month, or of the hour of a time alone.</summary>
    internal static bool IsFold(byte first) => (first & Fold) != 0;
}
