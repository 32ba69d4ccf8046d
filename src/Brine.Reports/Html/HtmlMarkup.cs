using System.Globalization;
using System.Runtime.CompilerServices;

namespace Brine;

/// <summary>Markup with values in it, each of which is encoded as it is put in.</summary>
[InterpolatedStringHandler]
internal readonly ref struct HtmlMarkup
{
    private readonly HtmlWriter _html;

    /// <summary>Begins the markup.</summary>
    /// <param name="literalLength">How many characters are markup.</param>
    /// <param name="formattedCount">How many values there are.</param>
    /// <param name="html">Where to.</param>
    public HtmlMarkup(int literalLength, int formattedCount, HtmlWriter html) => _html = html;

    /// <summary>Adds markup of the source.</summary>
    public void AppendLiteral(string markup) => _html.Markup(markup);

    /// <summary>Adds a text.</summary>
    public void AppendFormatted(string? text) => _html.Text(text);

    /// <summary>Adds a whole number.</summary>
    public void AppendFormatted(long number) => _html.Markup(number.ToString(CultureInfo.InvariantCulture));

    /// <summary>Adds a place or a length of a drawing, with two digits behind the point.</summary>
    public void AppendFormatted(double number) => _html.Number(number);
}
