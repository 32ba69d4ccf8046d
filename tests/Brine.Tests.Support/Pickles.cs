using System.Globalization;
using Brine.Pickling;

namespace Brine.Tests.Support;

/// <summary>Pickles written out in the tests: Python's escapes for bytes, <c>\x80</c> and <c>\n</c>, and nothing else.</summary>
internal static class Pickles
{
    internal static byte[] Of(string text)
    {
        var bytes = new List<byte>(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\')
            {
                bytes.Add((byte)text[i]);
                continue;
            }

            switch (text[++i])
            {
                case 'x':
                    bytes.Add(byte.Parse(text.AsSpan(i + 1, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                    i += 2;
                    break;
                case 'n':
                    bytes.Add((byte)'\n');
                    break;
                default:
                    bytes.Add((byte)text[i]);
                    break;
            }
        }

        return [.. bytes];
    }

    internal static PyValue Load(string text, UnpicklerOptions? options = null) => Unpickler.Load(Of(text), options);
}
