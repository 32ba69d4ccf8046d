namespace Brine.Models;

/// <summary>The functions that an expression may call: numpy's of one number and of two, and pandas' tests for missing values.</summary>
internal static class ExpressionFunctions
{
    /// <summary>True where there is such a function.</summary>
    internal static bool Has(string name, int count) => name switch
    {
        "pandas.isnull" or "pandas.isna" or "pandas.notnull" or "pandas.notna" => count == 1,
        "numpy.where" => count == 3,
        "numpy.add" or "numpy.subtract" or "numpy.multiply" or "numpy.divide" or "numpy.power" or "numpy.mod" or "numpy.floor_divide"
            or "numpy.maximum" or "numpy.minimum" or "numpy.logical_and" or "numpy.logical_or" => count == 2,
        _ => count == 1 && Ufunc(name) is not null,
    };

    /// <exception cref="ModelInputException">numpy has no such function of these values.</exception>
    internal static ExpressionValue Call(string name, ExpressionValue[] arguments)
    {
        if (arguments.Any(argument => argument.IsError))
        {
            return ExpressionValue.Error;
        }

        ExpressionValue first = arguments[0];
        switch (name)
        {
            case "pandas.isnull" or "pandas.isna":
                return ExpressionValue.Bool(first.IsMissing);
            case "pandas.notnull" or "pandas.notna":
                return ExpressionValue.Bool(!first.IsMissing);
            case "numpy.logical_and":
                return ExpressionValue.Bool(first.IsTrue && arguments[1].IsTrue);
            case "numpy.logical_or":
                return ExpressionValue.Bool(first.IsTrue || arguments[1].IsTrue);
        }

        if (arguments.Any(argument => argument.Kind == ExpressionKind.None))
        {
            throw new ModelInputException("InputKind", $"the expression calls {name} with None");
        }

        switch (name)
        {
            case "numpy.where":
                // An array of one kind: of a float and an int floats.
                return arguments[1].Kind == arguments[2].Kind ? (first.IsTrue ? arguments[1] : arguments[2])
                    : ExpressionValue.Float((first.IsTrue ? arguments[1] : arguments[2]).Number);
            case "numpy.maximum" or "numpy.minimum":
                return Extreme(first, arguments[1], name == "numpy.maximum");
        }

        if (arguments.Length == 2)
        {
            return ExpressionArithmetic.Of(name switch
            {
                "numpy.add" => "+",
                "numpy.subtract" => "-",
                "numpy.multiply" => "*",
                "numpy.divide" => "/",
                "numpy.mod" => "%",
                "numpy.floor_divide" => "//",
                _ => "**",
            }, first, arguments[1]);
        }

        Ufunc function = Ufunc(name)!;
        if (first.Kind != ExpressionKind.Float)
        {
            throw new ModelInputException("InputKind", $"the expression calls {name} with an int or a bool, which is not computed");
        }

        double value = function.Double(first.Number);
        return function.Name is "isnan" or "isinf" or "isfinite" or "signbit" or "isposinf" or "isneginf" or "logical_not"
            ? ExpressionValue.Bool(value != 0)
            : double.IsInfinity(value) && double.IsFinite(first.Number) && DividesAt(function.Name, first.Number) ? ExpressionValue.Error
            : ExpressionValue.Float(value);
    }

    /// <summary>Where numpy raises the flag of a division by zero, and not that of an overflow.</summary>
    private static bool DividesAt(string name, double value) => name is "log" or "log2" or "log10" or "reciprocal" ? value == 0
        : name == "log1p" ? value == -1 : name == "arctanh" && value is 1 or -1;

    private static ExpressionValue Extreme(ExpressionValue first, ExpressionValue second, bool isLargest)
    {
        if (first.Kind != second.Kind)
        {
            (first, second) = (ExpressionValue.Float(first.Number), ExpressionValue.Float(second.Number));
        }

        return double.IsNaN(first.Number) ? first : double.IsNaN(second.Number) ? second
            : isLargest == first.Number >= second.Number ? first : second;
    }

    private static Ufunc? Ufunc(string name) => !name.StartsWith("numpy.", StringComparison.Ordinal) ? null
        : name["numpy.".Length..] is var own && own != "invert" ? Ufuncs.Find(own == "abs" ? "absolute" : own, keepsWhole: false) : null;
}
