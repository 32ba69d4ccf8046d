using System.Buffers;
using System.Globalization;
using System.Text;

namespace Brine;

/// <summary>Writes the fields of a CSV, in quotes where they must be.</summary>
/// <param name="delimiter">The character between fields.</param>
internal sealed class CsvFields(byte delimiter)
{
    internal const int MostBytesOfANumber = 32;

    private readonly SearchValues<byte> _needQuotes = SearchValues.Create([delimiter, (byte)'"', (byte)'\r', (byte)'\n']);

    internal byte Delimiter => delimiter;

    /// <summary>Writes an int.</summary>
    internal static bool TryWrite(long number, IBufferWriter<byte> output)
    {
        if (!number.TryFormat(output.GetSpan(MostBytesOfANumber), out int written, default, CultureInfo.InvariantCulture))
        {
            return false;
        }

        output.Advance(written);
        return true;
    }

    /// <summary>Writes a bool.</summary>
    internal static bool TryWrite(bool truth, IBufferWriter<byte> output)
    {
        output.Write(truth ? "True"u8 : "False"u8);
        return true;
    }

    /// <summary>Writes a float as Python prints it. .NET's shortest digits are Python's, and so is the exponent of a small number, but for
    /// its letter; large numbers get their exponent at other places, and are not written.</summary>
    internal static bool TryWrite(double number, IBufferWriter<byte> output)
    {
        Span<byte> target = output.GetSpan(MostBytesOfANumber);
        if (!double.IsFinite(number) || !number.TryFormat(target[..^2], out int length, "R", CultureInfo.InvariantCulture)
            || target[..length].IndexOf("E+"u8) >= 0)
        {
            return false;
        }

        if (target[..length].IndexOf((byte)'E') is >= 0 and var exponent)
        {
            target[exponent] = (byte)'e';
        }
        else if (!target[..length].Contains((byte)'.'))
        {
            ".0"u8.CopyTo(target[length..]);
            length += 2;
        }

        output.Advance(length);
        return true;
    }

    internal void Write(ReadOnlySpan<byte> text, IBufferWriter<byte> output)
    {
        if (text.ContainsAny(_needQuotes))
        {
            output.Write(Quoted(text));
        }
        else
        {
            output.Write(text);
        }
    }

    /// <summary>The field of a text.</summary>
    internal byte[] Of(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        return bytes.AsSpan().ContainsAny(_needQuotes) ? Quoted(bytes) : bytes;
    }

    private static byte[] Quoted(ReadOnlySpan<byte> text)
    {
        var quoted = new List<byte>(text.Length + 8) { (byte)'"' };
        foreach (byte character in text)
        {
            quoted.Add(character);
            if (character == (byte)'"')
            {
                quoted.Add(character);
            }
        }

        quoted.Add((byte)'"');
        return [.. quoted];
    }
}
