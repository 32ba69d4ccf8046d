using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Brine;

/// <summary>Writes HTML. What stands in the source is markup; every value that is put into it is text, and encoded.</summary>
/// <param name="output">Where to; it is not closed.</param>
internal sealed class HtmlWriter(TextWriter output)
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>How many characters were written.</summary>
    internal long Length { get; private set; }

    /// <summary>Writes markup with values in it.</summary>
    internal void Write([InterpolatedStringHandlerArgument("")] ref HtmlMarkup markup)
    {
        // The parts were written while the string was put together.
        _ = markup;
    }

    /// <summary>Writes markup of the source, as it stands.</summary>
    internal void Markup(string markup)
    {
        output.Write(markup);
        Length += markup.Length;
    }

    /// <summary>Writes a name or a short text: signs that steer a terminal or a line are escaped, and what is too long is cut.</summary>
    internal void Text(string? text)
    {
        if (!string.IsNullOrEmpty(text))
        {
            Markup(Encoder.Encode(SafeText.Of(text)));
        }
    }

    /// <summary>Writes a text of several lines, of so many characters at most.</summary>
    internal void Lines(string text, int most)
    {
        string cut = text.Length > most ? text[..most] + "\n..." : text;
        foreach (string line in cut.Split('\n'))
        {
            Markup(Encoder.Encode(line.TrimEnd('\r')));
            Markup("\n");
        }
    }

    /// <summary>Writes a value that comes back as it is, such as that of a field: encoded, and nothing else.</summary>
    internal void Value(string value) => Markup(Encoder.Encode(value));

    internal void Number(double number) => Markup(double.IsFinite(number)
        ? Math.Round(number, 2).ToString("0.##", CultureInfo.InvariantCulture) : "0");
}
