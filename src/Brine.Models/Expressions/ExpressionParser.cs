using System.Globalization;

namespace Brine.Models;

/// <summary>
/// Reads Python's arithmetic over the columns of a row: numbers, <c>X[0]</c> and <c>X["name"]</c>, operators, comparisons,
/// <c>a if b else c</c>, and numpy's functions. It brings the steps into postfix order by precedence, with a stack of its own; nothing of
/// an expression is evaluated as code.
/// </summary>
internal sealed class ExpressionParser
{
    internal const int MostCharacters = 10_000;

    private static readonly Dictionary<string, int> Precedence = new(StringComparer.Ordinal)
    {
        ["else"] = 1, ["or"] = 2, ["and"] = 3, ["not"] = 4, ["<"] = 5, [">"] = 5, ["<="] = 5, [">="] = 5, ["=="] = 5, ["!="] = 5, ["|"] = 6,
        ["^"] = 7, ["&"] = 8, ["+"] = 9, ["-"] = 9, ["*"] = 10, ["/"] = 10, ["//"] = 10, ["%"] = 10, ["u-"] = 11, ["u+"] = 11, ["~"] = 11,
        ["**"] = 12,
    };

    private readonly List<ExpressionToken> _tokens;
    private readonly List<ExpressionStep> _steps = [];
    private readonly Stack<(string Operator, string Function, int Arguments)> _open = [];
    private int _at;

    /// <summary>The steps behind which a comparison was closed: the next operator must not be another one.</summary>
    private int _compared = -1;

    private ExpressionParser(string text) => _tokens = ExpressionToken.Split(text);

    /// <exception cref="FormatException">It is no such expression; the text names what stands there.</exception>
    internal static IReadOnlyList<ExpressionStep> Parse(string text) => text.Length > MostCharacters
        ? throw new FormatException($"over {MostCharacters} characters") : new ExpressionParser(text).Parse();

    private IReadOnlyList<ExpressionStep> Parse()
    {
        bool wantsValue = true;
        for (_at = 0; _at < _tokens.Count; _at++)
        {
            wantsValue = wantsValue ? !TakeValue(_tokens[_at]) : TakeOperator(_tokens[_at]);
        }

        if (wantsValue)
        {
            throw new FormatException("an end where a value is missing");
        }

        PopAbove(0);
        return _open.Count == 0 ? _steps : throw new FormatException("'(' without an end");
    }

    /// <summary>Takes a value, or what stands before one.</summary>
    /// <returns>True where a value was read.</returns>
    private bool TakeValue(ExpressionToken token)
    {
        switch (token)
        {
            case { Kind: 'n' }:
                _steps.Add(new("value", Number(token.Text)));
                return true;
            case { Kind: 'w', Text: "X" }:
                _steps.Add(Column());
                return true;
            case { Kind: 'w', Text: "not" }:
                _open.Push(("not", "", 0));
                return false;
            case { Kind: 'w' } when Constant(token.Text) is { } constant:
                _steps.Add(new("value", constant));
                return true;
            case { Kind: 'w' } when _at + 1 < _tokens.Count && _tokens[_at + 1] is { Kind: 'o', Text: "(" }:
                _at++;
                _open.Push(("(", token.Text, 1));
                return false;
            case { Kind: 'o', Text: "(" }:
                _open.Push(("(", "", 1));
                return false;
            case { Kind: 'o', Text: "+" or "-" }:
                _open.Push(("u" + token.Text, "", 0));
                return false;
            case { Kind: 'o', Text: "~" }:
                _open.Push(("~", "", 0));
                return false;
            default:
                throw Unexpected(token);
        }
    }

    /// <summary>Takes what stands behind a value.</summary>
    /// <returns>True where a value must follow.</returns>
    private bool TakeOperator(ExpressionToken token)
    {
        switch (token.Text)
        {
            case ")" when token.Kind == 'o':
                PopAbove(0);
                (string open, string function, int count) = _open.TryPop(out var found) ? found : throw Unexpected(token);
                if (open != "(" || (function.Length == 0 && count > 1))
                {
                    throw Unexpected(token);
                }

                if (function.Length > 0)
                {
                    _steps.Add(new("call", Name: function, ArgumentCount: count));
                }

                return false;
            case "," when token.Kind == 'o':
                PopAbove(0);
                (open, function, count) = _open.TryPop(out found) ? found : throw Unexpected(token);
                _open.Push(open == "(" && function.Length > 0 ? (open, function, count + 1) : throw Unexpected(token));
                return true;
            case "if" when token.Kind == 'w':
                PopAbove(Precedence["else"]);
                _open.Push(("if", "", 0));
                return true;
            case "else" when token.Kind == 'w':
                PopAbove(0);
                _open.Push(_open.TryPop(out found) && found.Operator == "if" ? ("else", "", 0) : throw Unexpected(token));
                return true;
        }

        if (!Precedence.TryGetValue(token.Text, out int level) || token.Text is "not" or "else" or "~"
            || (token.Kind == 'w') != (token.Text is "and" or "or"))
        {
            throw Unexpected(token);
        }

        // ** binds to the right, and binds tighter than a sign before it.
        PopAbove(token.Text == "**" ? level : level - 1);
        if (level == Precedence["<"] && _steps.Count > 0 && _compared == _steps.Count)
        {
            throw new FormatException("a comparison of a comparison (a < b < c)");
        }

        _open.Push((token.Text, "", 0));
        return true;
    }

    /// <summary>Closes the operators that bind tighter, up to an open bracket.</summary>
    private void PopAbove(int level)
    {
        while (_open.TryPeek(out var top) && top.Operator is not ("(" or "if") && Precedence[top.Operator] > level)
        {
            _open.Pop();
            _steps.Add(new(top.Operator));
            _compared = Precedence[top.Operator] == Precedence["<"] && level == Precedence["<"] - 1 ? _steps.Count : -1;
        }
    }

    private ExpressionStep Column()
    {
        if (_at + 2 >= _tokens.Count || _tokens[_at + 1] is not { Kind: 'o', Text: "[" })
        {
            throw new FormatException("X without a column");
        }

        _at += 2;
        bool isNegative = _tokens[_at] is { Kind: 'o', Text: "-" };
        _at += isNegative ? 1 : 0;
        ExpressionToken token = _at < _tokens.Count ? _tokens[_at] : throw new FormatException("X without a column");
        int place = 0;
        bool isPlace = token.Kind == 'n' && int.TryParse(token.Text, NumberStyles.None, CultureInfo.InvariantCulture, out place);
        _at++;
        return (isPlace || (token.Kind == 's' && !isNegative)) && _at < _tokens.Count && _tokens[_at] is { Kind: 'o', Text: "]" }
            ? new ExpressionStep("column", Column: isPlace ? (isNegative ? -place : place) : null, Name: isPlace ? "" : token.Text)
            : throw new FormatException("a column that is neither a place nor a name");
    }

    private static ExpressionValue Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long whole) && whole < 1L << 53
            && (text[0] != '0' || whole == 0)
            ? new(ExpressionKind.Int, whole)
        : text.Any(char.IsAsciiLetter) && !text.Contains('e', StringComparison.OrdinalIgnoreCase) ? throw new FormatException($"'{text}'")
        : text.Contains('.') || text.Contains('e', StringComparison.OrdinalIgnoreCase)
            ? double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? ExpressionValue.Float(number)
                : throw new FormatException($"'{text}'")
        : throw new FormatException($"'{text}'");

    private static ExpressionValue? Constant(string name) => name switch
    {
        "True" => ExpressionValue.Bool(true),
        "False" => ExpressionValue.Bool(false),
        "None" => ExpressionValue.None,
        "numpy.nan" => ExpressionValue.Float(double.NaN),
        "numpy.inf" => ExpressionValue.Float(double.PositiveInfinity),
        "numpy.pi" or "math.pi" => ExpressionValue.Float(Math.PI),
        "numpy.e" or "math.e" => ExpressionValue.Float(Math.E),
        _ => null,
    };

    private static FormatException Unexpected(ExpressionToken token) => new($"'{token.Text}'");
}
