using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Brine.Models;

/// <summary>A regular expression of Python in .NET's words, for text in which <see cref="SupplementaryCharacters"/> are replaced.</summary>
/// <param name="Exact">The pattern that matches as Python's does.</param>
/// <param name="Plain">The same with .NET's own <c>\b</c>, which agrees with Python's on ASCII text and needs no look-around.</param>
/// <param name="Options">What the flags in front of the pattern ask for.</param>
/// <param name="IsSmall">False when counted repetitions would make an automaton large.</param>
/// <param name="Characters">How characters beyond U+FFFF are replaced.</param>
internal sealed record PythonPattern(string Exact, string Plain, RegexOptions Options, bool IsSmall, SupplementaryCharacters Characters)
{
    private const int MaxLength = 2000;
    private const int MaxCopies = 1000;
    private const string Word = @"\p{L}\p{N}_";
    private const string AsciiWord = "a-zA-Z0-9_";

    /// <summary>Translates a pattern; null where Python's meaning cannot be had in .NET.</summary>
    internal static PythonPattern? Translate(string pattern)
    {
        if (pattern.Length > MaxLength)
        {
            return null;
        }

        // The first pass finds which characters the pattern names, the second writes what stands for them.
        var named = new List<(int First, int Last)>();
        return SupplementaryCharacters.For([]) is { } none && new Translator(pattern, none, named).Run() is not null
            && SupplementaryCharacters.For(named) is { } characters
            ? new Translator(pattern, characters, []).Run()
            : null;
    }

    private sealed class Translator(string pattern, SupplementaryCharacters characters, List<(int First, int Last)> named)
    {
        private readonly StringBuilder _exact = new();
        private readonly StringBuilder _plain = new();
        private RegexOptions _options;
        private bool _isAscii;
        private long _copies = 1;
        private int _at;

        private string WordClass => _isAscii ? AsciiWord : Word + characters.WordMembers;

        private string SpaceClass => _isAscii ? @"\t-\r\x20" : PythonText.SpaceClass;

        private string DigitClass => _isAscii ? "0-9" : @"\p{Nd}" + characters.DigitMembers;

        internal PythonPattern? Run()
        {
            if (!ReadFlags())
            {
                return null;
            }

            while (_at < pattern.Length)
            {
                char character = pattern[_at];
                bool done = character switch
                {
                    '\\' => Escape(),
                    '[' => Set(),
                    '(' => Group(),
                    '{' => Repeat(),
                    '*' or '+' or '?' => Quantifier(character.ToString()),
                    >= '\u0080' => Named(CodePoint()),
                    _ => Copy(1),
                };
                if (!done)
                {
                    return null;
                }
            }

            return new PythonPattern(_exact.ToString(), _plain.ToString(), _options, _copies <= MaxCopies, characters);
        }

        private bool ReadFlags()
        {
            if (!pattern.StartsWith("(?", StringComparison.Ordinal) || pattern.IndexOf(')') is not (> 2 and var end)
                || !pattern[2..end].All(char.IsAsciiLetter))
            {
                return true;
            }

            _at = end + 1;
            foreach (char flag in pattern[2..end])
            {
                switch (flag)
                {
                    case 'u':
                        break;
                    case 'a':
                        _isAscii = true;
                        break;
                    case 'i':
                        _options |= RegexOptions.IgnoreCase;
                        break;
                    case 'm':
                        _options |= RegexOptions.Multiline;
                        break;
                    case 's':
                        _options |= RegexOptions.Singleline;
                        break;
                    default:
                        return false;
                }
            }

            return true;
        }

        private bool Add(string text)
        {
            _exact.Append(text);
            _plain.Append(text);
            return true;
        }

        private bool Copy(int count)
        {
            Add(pattern.Substring(_at, count));
            _at += count;
            return true;
        }

        /// <summary>Reads a character of the pattern.</summary>
        private int CodePoint()
        {
            int codePoint = PythonText.CodePointAt(pattern, _at, out int length);
            _at += length;
            return codePoint;
        }

        /// <summary>Writes a character that stands for itself.</summary>
        private bool Named(int codePoint) =>
            MembersOf(codePoint, codePoint) is { } members && Add(codePoint <= char.MaxValue ? members : $"[{members}]");

        private string? MembersOf(int first, int last)
        {
            if (last > char.MaxValue)
            {
                named.Add((Math.Max(first, char.MaxValue + 1), last));
            }

            return characters.MembersOf(first, last);
        }

        private bool Quantifier(string quantifier)
        {
            _at += quantifier.Length;
            Add(quantifier);
            if (_at < pattern.Length && pattern[_at] == '?')
            {
                Copy(1);
            }

            // a++ is a possessive quantifier from Python 3.11 on and an error before.
            return _at >= pattern.Length || pattern[_at] is not ('+' or '*' or '?');
        }

        /// <summary>{m}, {m,}, {m,n}, and {,n} that .NET does not have; anything else is an ordinary brace.</summary>
        private bool Repeat()
        {
            int end = pattern.IndexOf('}', _at);
            string body = end < 0 ? "" : pattern[(_at + 1)..end];
            string[] bounds = body.Split(',');
            if (body.Length == 0 || body == "," || bounds.Length > 2
                || !bounds.All(bound => bound.All(char.IsAsciiDigit) && bound.Length < 6))
            {
                _at++;
                return Add(@"\{");
            }

            _copies = Math.Min(int.MaxValue,
                _copies * Math.Max(1,
                    long.Parse("0" + bounds[^1], CultureInfo.InvariantCulture)
                        + long.Parse("0" + bounds[0], CultureInfo.InvariantCulture)));
            string quantifier = "{" + (bounds[0].Length == 0 ? "0" + body : body) + "}";
            _at = end + 1 - quantifier.Length;
            return Quantifier(quantifier);
        }

        private bool Group()
        {
            string rest = pattern[_at..Math.Min(pattern.Length, _at + 4)];
            if (!rest.StartsWith("(?", StringComparison.Ordinal))
            {
                return Copy(1);
            }

            foreach (string opening in (ReadOnlySpan<string>)["(?:", "(?=", "(?!", "(?<=", "(?<!"])
            {
                if (rest.StartsWith(opening, StringComparison.Ordinal))
                {
                    return Copy(opening.Length);
                }
            }

            if (rest == "(?P<" && pattern.IndexOf('>', _at) is > 0 and var end
                && pattern[(_at + 4)..end].All(character => char.IsAsciiLetterOrDigit(character) || character == '_'))
            {
                // The name is left out: an unnamed group is counted alike.
                _at = end + 1;
                return Add("(");
            }

            return false;
        }

        private bool Escape()
        {
            if (_at + 1 >= pattern.Length)
            {
                return false;
            }

            char kind = pattern[_at + 1];
            switch (kind)
            {
                case 'b' or 'B':
                    _at += 2;
                    string word = $"[{WordClass}]";
                    _exact.Append(kind == 'b' ? $"(?:(?<={word})(?!{word})|(?<!{word})(?={word}))"
                        : $"(?:(?<={word})(?={word})|(?<!{word})(?!{word}))");
                    _plain.Append('\\').Append(kind);
                    return true;
                case 'A':
                    _at += 2;
                    return Add(@"\A");
                case 'Z' or 'z':
                    _at += 2;
                    return Add(@"\z");
                default:
                    if (ClassOf(kind) is { } members)
                    {
                        _at += 2;
                        return Add((char.IsAsciiLetterUpper(kind) ? "[^" : "[") + members + "]");
                    }

                    return Literal() is { } literal && Named(literal);
            }
        }

        private string? ClassOf(char kind) => kind switch
        {
            'w' or 'W' => WordClass,
            's' or 'S' => SpaceClass,
            'd' or 'D' => DigitClass,
            _ => null,
        };

        /// <summary>An escape that stands for one character; null for back references, octal numbers and names.</summary>
        private int? Literal()
        {
            char kind = pattern[_at + 1];
            int digits = kind switch { 'x' => 2, 'u' => 4, 'U' => 8, _ => 0 };
            if (digits > 0)
            {
                ReadOnlySpan<char> number = pattern.AsSpan(Math.Min(pattern.Length, _at + 2),
                    Math.Min(digits, Math.Max(0, pattern.Length - _at - 2)));
                _at += 2 + digits;
                return number.Length == digits
                    && uint.TryParse(number, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint code)
                    && code <= 0x10ffff ? (int)code : null;
            }

            _at++;
            int character = CodePoint();
            return kind switch
            {
                't' => '\t',
                'n' => '\n',
                'r' => '\r',
                'f' => '\f',
                'v' => '\v',
                'a' => '\a',
                _ when char.IsAsciiLetterOrDigit(kind) => null,
                _ => character,
            };
        }

        private bool Set()
        {
            _at++;
            bool negated = _at < pattern.Length && pattern[_at] == '^';
            _at += negated ? 1 : 0;
            var members = new StringBuilder();
            var complements = new List<string>();
            for (bool first = true; _at < pattern.Length; first = false)
            {
                if (pattern[_at] == ']' && !first)
                {
                    _at++;
                    return Close(negated, members.ToString(), complements);
                }

                char kind = pattern[_at] == '\\' && _at + 1 < pattern.Length ? pattern[_at + 1] : '\0';
                if (kind != '\0' && ClassOf(kind) is { } known)
                {
                    _at += 2;
                    if (char.IsAsciiLetterUpper(kind))
                    {
                        complements.Add(known);
                    }
                    else
                    {
                        members.Append(known);
                    }
                }
                else if (Member() is not { } low || (IsRange() ? Member() : low) is not { } high || high < low
                    || MembersOf(low, high) is not { } range)
                {
                    return false;
                }
                else
                {
                    members.Append(range);
                }
            }

            return false;
        }

        /// <summary>Reads one character of a set; null where there is none, or it is a class.</summary>
        private int? Member()
        {
            if (pattern[_at] != '\\')
            {
                return CodePoint();
            }

            if (_at + 1 >= pattern.Length || ClassOf(pattern[_at + 1]) is not null)
            {
                return null;
            }

            if (pattern[_at + 1] != 'b')
            {
                return Literal();
            }

            _at += 2;
            return '\b';
        }

        /// <summary>Steps over the hyphen of a range; one before the closing bracket is a hyphen.</summary>
        private bool IsRange()
        {
            bool isRange = _at + 1 < pattern.Length && pattern[_at] == '-' && pattern[_at + 1] != ']';
            _at += isRange ? 1 : 0;
            return isRange;
        }

        /// <summary>Writes a set; .NET has no complement inside a set, so <c>[^\W_]</c> becomes a subtraction and <c>[\W_]</c> an
        /// alternative.</summary>
        private bool Close(bool negated, string members, List<string> complements)
        {
            if (complements.Count == 0)
            {
                return Add((negated ? "[^" : "[") + members + "]");
            }

            if (negated)
            {
                return complements.Count == 1 && Add($"[{complements[0]}{(members.Length == 0 ? "" : $"-[{members}]")}]");
            }

            string others = string.Join('|', complements.Select(complement => $"[^{complement}]"));
            return Add($"(?:{others}{(members.Length == 0 ? "" : $"|[{members}]")})");
        }
    }
}
