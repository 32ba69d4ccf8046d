namespace Brine.Models;

/// <summary>Python's operators over floats of numpy, ints and bools; what divides by zero is an error.</summary>
internal static class ExpressionArithmetic
{
    /// <exception cref="ModelInputException">Python has no such operator of these values.</exception>
    internal static ExpressionValue Of(string name, ExpressionValue left, ExpressionValue right)
    {
        if (left.IsError || right.IsError)
        {
            return ExpressionValue.Error;
        }

        if (name is "==" or "!=")
        {
            bool isSame = left.Kind == ExpressionKind.None || right.Kind == ExpressionKind.None ? left.Kind == right.Kind
                : left.Number == right.Number;
            return ExpressionValue.Bool(isSame == (name == "=="));
        }

        bool areBools = left.Kind == ExpressionKind.Bool && right.Kind == ExpressionKind.Bool;
        if (left.Kind == ExpressionKind.None || right.Kind == ExpressionKind.None || (areBools && name is "-" or "/" or "//" or "%" or "**")
            || (name is "&" or "|" or "^" && !areBools))
        {
            throw new ModelInputException("InputKind",
                $"the expression has {name} between {Name(left)} and {Name(right)}, which is not computed");
        }

        (double a, double b) = (left.Number, right.Number);
        return name switch
        {
            "<" => ExpressionValue.Bool(a < b),
            "<=" => ExpressionValue.Bool(a <= b),
            ">" => ExpressionValue.Bool(a > b),
            ">=" => ExpressionValue.Bool(a >= b),
            "&" => ExpressionValue.Bool(a != 0 && b != 0),
            "|" or "+" when areBools => ExpressionValue.Bool(a != 0 || b != 0),
            "^" => ExpressionValue.Bool(a != b),
            "*" when areBools => ExpressionValue.Bool(a != 0 && b != 0),
            "/" => Checked(ExpressionValue.Float(a / b), b == 0 && (a != 0 || AreInts(left, right)) && !double.IsNaN(a)),
            _ => Numeric(name, left, right),
        };
    }

    /// <exception cref="ModelInputException">Python has no such operator of the value.</exception>
    internal static ExpressionValue Of(string name, ExpressionValue value) => value.IsError ? value : name switch
    {
        "not" => ExpressionValue.Bool(!value.IsTrue),
        "~" when value.Kind == ExpressionKind.Bool => ExpressionValue.Bool(value.Number == 0),
        "u-" when value.Kind is ExpressionKind.Float or ExpressionKind.Int => value with { Number = -value.Number },
        "u+" when value.Kind is ExpressionKind.Float or ExpressionKind.Int => value,
        _ => throw new ModelInputException("InputKind",
            $"the expression has {name.TrimStart('u')} before {Name(value)}, which is not computed"),
    };

    private static ExpressionValue Numeric(string name, ExpressionValue left, ExpressionValue right)
    {
        (double a, double b) = (left.Number, right.Number);
        bool isWhole = left.Kind != ExpressionKind.Float && right.Kind != ExpressionKind.Float;
        ExpressionValue Result(double value) => isWhole && (name != "**" || b >= 0)
            ? Math.Abs(value) < 1L << 53 ? new(ExpressionKind.Int, value)
                : throw new ModelInputException("InputKind", "the expression makes an int of over 53 bits, which is not computed")
            : ExpressionValue.Float(value);
        return name switch
        {
            "+" => Result(a + b),
            "-" => Result(a - b),
            "*" => Result(a * b),
            "//" => Checked(b == 0 ? ExpressionValue.Float(a / b) : Result(Floor(a, b)),
                b == 0 && (isWhole || (a != 0 && !double.IsNaN(a)))),
            "%" => Checked(b == 0 ? ExpressionValue.Float(double.NaN) : Result(Remainder(a, b)), b == 0 && isWhole),
            _ => Checked(Result(Math.Pow(a, b)), a == 0 && b < 0 && !double.IsNegativeInfinity(b)),
        };
    }

    private static ExpressionValue Checked(ExpressionValue value, bool isError) => isError ? ExpressionValue.Error : value;

    private static bool AreInts(ExpressionValue left, ExpressionValue right) =>
        left.Kind != ExpressionKind.Float && right.Kind != ExpressionKind.Float;

    /// <summary>numpy's <c>floor_divide</c>.</summary>
    private static double Floor(double a, double b)
    {
        double rest = a % b, whole = (a - rest) / b;
        whole -= rest != 0 && (b < 0) != (rest < 0) ? 1 : 0;
        if (whole == 0 || double.IsNaN(whole))
        {
            return whole == 0 ? Math.CopySign(0, a / b) : whole;
        }

        double floor = Math.Floor(whole);
        return whole - floor > 0.5 ? floor + 1 : floor;
    }

    /// <summary>numpy's <c>remainder</c>, with the sign of the divisor.</summary>
    private static double Remainder(double a, double b)
    {
        double rest = a % b;
        return rest == 0 ? Math.CopySign(0, b) : (b < 0) != (rest < 0) ? rest + b : rest;
    }

    private static string Name(ExpressionValue value) => value.Kind switch
    {
        ExpressionKind.None => "None",
        ExpressionKind.Bool => "a bool",
        ExpressionKind.Int => "an int",
        _ => "a float",
    };
}
