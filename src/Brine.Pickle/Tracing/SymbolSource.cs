using System.Numerics;
using System.Text;

namespace Brine.Pickling;

/// <summary>The literals of one form in a file. Which bytes of the file a literal has is in the 64 bits of its
/// <see cref="Symbol"/>.</summary>
internal sealed class SymbolSource(ReadOnlyMemory<byte> data, OpcodeOperand form, SymbolKind kind)
{
    internal SymbolKind Kind => kind;

    /// <summary>A symbol for a range of the file.</summary>
    internal Symbol At(int offset, int length) => new(this, ((long)offset << 32) | (uint)length);

    internal static int LengthAt(long place) => (int)place;

    internal string? Text(long place)
    {
        ReadOnlySpan<byte> bytes = Range(place).Span;
        return kind switch
        {
            SymbolKind.ByteString => Encoding.Latin1.GetString(Bytes(place).Span),
            SymbolKind.Text when form == OpcodeOperand.UnicodeLine => PickleText.DecodeRawUnicodeEscape(bytes),
            SymbolKind.Text => PickleText.DecodeUtf8(bytes),
            _ => null,
        };
    }

    internal ReadOnlyMemory<byte> Bytes(long place) => kind switch
    {
        SymbolKind.ByteString when form == OpcodeOperand.QuotedLine => PickleText.DecodeQuoted(Range(place).Span),
        SymbolKind.ByteString or SymbolKind.Bytes or SymbolKind.ByteArray => Range(place),
        _ => default,
    };

    internal BigInteger? Integer(long place) => kind == SymbolKind.Integer ? new BigInteger(Range(place).Span) : null;

    internal ReadOnlyMemory<byte> Range(long place) => data.Slice((int)(place >> 32), LengthAt(place));
}
