using System.Text;
using System.Text.RegularExpressions;

namespace Brine.Models;

/// <summary>
/// Any other token pattern, as a regular expression of .NET. Where the engine that never backtracks takes the pattern it is used, so that
/// the time is linear in the length of a document; else a document that takes too long is refused.
/// </summary>
internal sealed class RegexTokenizer : Tokenizer
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Regex? _linear;
    private readonly Regex _exact;
    private readonly bool _linearIsExact;
    private readonly SupplementaryCharacters _characters;
    private readonly int _group;

    internal RegexTokenizer(EstimatorReader reader, string pattern)
    {
        PythonPattern translated = PythonPattern.Translate(pattern) ?? throw Refuse(reader, pattern);
        try
        {
            RegexOptions options = translated.Options | RegexOptions.CultureInvariant;
            _exact = new Regex(translated.Exact, options, Patience);
            _linear = translated.IsSmall ? TryLinear(translated.Plain, options) : null;
            _characters = translated.Characters;
            _linearIsExact = translated.Plain == translated.Exact;
        }
        catch (ArgumentException)
        {
            throw Refuse(reader, pattern);
        }

        if ((_exact.Options & RegexOptions.IgnoreCase) != 0
            && (!Ascii.IsValid(pattern) || pattern.Contains(@"\u", StringComparison.OrdinalIgnoreCase)
                || pattern.Contains(@"\x", StringComparison.Ordinal)))
        {
            // Python pairs more letters than .NET does (the forms of beta, theta...); among ASCII letters only three differ, see Split.
            throw Refuse(reader, pattern);
        }

        int groups = _exact.GetGroupNumbers().Length - 1;
        _group = groups <= 1 ? groups : throw reader.Unsupported($"token_pattern={pattern}, which has {groups} groups,");
    }

    internal override void Split(string text, List<(int Start, int Length)> tokens)
    {
        bool isAscii = Ascii.IsValid(text);
        Regex regex = _linear is not null && (_linearIsExact || isAscii) ? _linear : _exact;
        if (!isAscii && (_exact.Options & RegexOptions.IgnoreCase) != 0 && text.AsSpan().ContainsAny('\u0130', '\u0131', '\u017f'))
        {
            throw new ModelInputException("InputText",
                "a document holds \u0130, \u0131 or \u017f, which the model's token_pattern cannot be matched against without case yet; "
                    + "leave them out");
        }

        int[]? places = null;
        if (!isAscii && text.AsSpan().ContainsAnyInRange('\ud800', '\udfff'))
        {
            (text, places) = _characters.Replace(text);
        }

        try
        {
            for (Match match = regex.Match(text); match.Success; match = match.NextMatch())
            {
                Group group = match.Groups[_group];
                (int start, int end) = group.Success ? (group.Index, group.Index + group.Length) : (0, 0);
                tokens.Add(places is null ? (start, end - start) : (places[start], places[end] - places[start]));
            }
        }
        catch (RegexMatchTimeoutException)
        {
            throw new ModelInputException("InputText",
                $"splitting a document of {text.Length} characters by the model's token_pattern takes over "
                    + $"{Patience.TotalSeconds} seconds");
        }
    }

    private static Regex? TryLinear(string pattern, RegexOptions options)
    {
        try
        {
            return new Regex(pattern, options | RegexOptions.NonBacktracking, Patience);
        }
        catch (NotSupportedException)
        {
            return null;
        }
    }

    private static UnsupportedModelException Refuse(EstimatorReader reader, string pattern) =>
        reader.Unsupported($"token_pattern={(pattern.Length > 80 ? pattern[..80] + "..." : pattern)}");
}
