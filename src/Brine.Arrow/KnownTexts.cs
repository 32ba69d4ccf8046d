using System.Text;

namespace Brine;

/// <summary>Texts out of UTF-8: one that comes again is the same object.</summary>
internal sealed class KnownTexts
{
    private const int MostKnown = 1000;
    private const int Longest = 64;

    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly char[] _buffer = new char[Longest];

    internal string Of(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > Longest)
        {
            return Encoding.UTF8.GetString(bytes);
        }

        ReadOnlySpan<char> text = _buffer.AsSpan(0, Encoding.UTF8.GetChars(bytes, _buffer));
        if (_known.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out string? same))
        {
            return same;
        }

        string made = text.ToString();
        if (_known.Count < MostKnown)
        {
            _known.Add(made);
        }

        return made;
    }
}
