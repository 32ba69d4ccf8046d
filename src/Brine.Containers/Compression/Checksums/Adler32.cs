namespace Brine.Containers;

/// <summary>The checksum of zlib.</summary>
internal static class Adler32
{
    private const uint Modulus = 65521;

    /// <summary>So many bytes can be added up before a sum of 32 bits overflows.</summary>
    private const int Stretch = 5552;

    internal static uint Of(ReadOnlySpan<byte> data)
    {
        uint low = 1;
        uint high = 0;
        while (!data.IsEmpty)
        {
            ReadOnlySpan<byte> stretch = data[..Math.Min(Stretch, data.Length)];
            data = data[stretch.Length..];
            foreach (byte value in stretch)
            {
                low += value;
                high += low;
            }

            low %= Modulus;
            high %= Modulus;
        }

        return (high << 16) | low;
    }
}
