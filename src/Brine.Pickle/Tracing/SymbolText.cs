using System.Globalization;
using System.Text;

namespace Brine.Pickling;

/// <summary>Symbols as short text for people. Depth and length are bounded, whatever the pickle holds.</summary>
internal static class SymbolText
{
    private const int Longest = 200;
    private const int Deepest = 6;

    internal static string Of(Symbol symbol)
    {
        var text = new StringBuilder();
        Append(text, symbol, Deepest);
        return text.Length <= Longest ? text.ToString() : text.ToString(0, Longest) + "...";
    }

    private static void Append(StringBuilder text, Symbol symbol, int depth)
    {
        if (text.Length > Longest || depth == 0)
        {
            text.Append("...");
            return;
        }

        switch (symbol.Kind)
        {
            case SymbolKind.None:
                text.Append("None");
                break;
            case SymbolKind.Bool:
                text.Append(symbol.Bool == true ? "True" : "False");
                break;
            case SymbolKind.Integer:
                text.Append(symbol.Integer is { } number && number.GetByteCount() <= 64 ? number.ToString(CultureInfo.InvariantCulture)
                    : "<large int>");
                break;
            case SymbolKind.Float:
                text.Append(PyLiteral.Float(symbol.Float!.Value));
                break;
            case SymbolKind.Text or SymbolKind.ByteString:
                string content = symbol.Text ?? "";
                PyLiteral.AppendText(text, content.AsSpan(0, Math.Min(content.Length, Longest)));
                break;
            case SymbolKind.Bytes or SymbolKind.ByteArray:
                ReadOnlySpan<byte> bytes = symbol.Bytes.Span;
                PyLiteral.AppendBytes(text, bytes[..Math.Min(bytes.Length, Longest)]);
                break;
            case SymbolKind.Global:
                text.Append(symbol.Global!.FullName);
                break;
            case SymbolKind.Call:
                Append(text, symbol.Call!.Callee, depth - 1);
                Append(text, '(', symbol.Call.Arguments, ')', depth);
                break;
            case SymbolKind.Persistent:
                text.Append("persistent ");
                Append(text, symbol.Persistent!.Id, depth - 1);
                break;
            case SymbolKind.Extension:
                text.Append(CultureInfo.InvariantCulture, $"extension {symbol.Extension!.Code}");
                break;
            case SymbolKind.Unknown or SymbolKind.Buffer:
                text.Append(symbol.Kind == SymbolKind.Buffer ? "<buffer>" : "<unknown>");
                break;
            default:
                (char open, char close) = symbol.Kind switch
                {
                    SymbolKind.Tuple => ('(', ')'),
                    SymbolKind.List => ('[', ']'),
                    _ => ('{', '}')
                };
                Append(text, open, symbol.Container!.Items, close, depth);
                break;
        }
    }

    private static void Append(StringBuilder text, char open, ReadOnlySpan<Symbol> items, char close, int depth)
    {
        text.Append(open);
        for (int i = 0; i < items.Length && text.Length <= Longest; i++)
        {
            text.Append(i == 0 ? "" : ", ");
            Append(text, items[i], depth - 1);
        }

        text.Append(close);
    }
}
