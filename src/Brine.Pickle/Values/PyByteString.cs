using System.Text;

namespace Brine.Pickling;

/// <summary>The 8-bit <c>str</c> of Python 2. Equal to text of the same characters, as in Python 2, where it is ASCII.</summary>
/// <param name="memory">The bytes, not copied.</param>
public sealed class PyByteString(ReadOnlyMemory<byte> memory) : PyBytes(memory, PyKind.ByteString)
{
    private string? _text;

    /// <summary>The bytes read as latin-1: each byte is the character of its number.</summary>
    public string Text => _text ??= Encoding.Latin1.GetString(Span);
}
