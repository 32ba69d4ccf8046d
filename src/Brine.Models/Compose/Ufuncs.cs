using System.Collections.Frozen;
using Brine.Arrays;

namespace Brine.Models;

/// <summary>numpy's functions of one number.</summary>
internal static class Ufuncs
{
    private const double DegreesToRadians = Math.PI / 180, RadiansToDegrees = 180 / Math.PI;

    private static readonly FrozenDictionary<string, Ufunc> Known = new Ufunc[]
    {
        Float("exp", Exponential.Of, NumpySingle.Exp, MathF.Exp),
        Float("exp2", Exponential.Exp2, Exponential.Exp2),
        Float("expm1", LogarithmOfOnePlus.Expm1, takesSparse: true),
        Float("log", Math.Log, NumpySingle.Log, MathF.Log),
        Float("log2", Math.Log2, MathF.Log2),
        Float("log10", Math.Log10, MathF.Log10),
        Float("log1p", LogarithmOfOnePlus.Log1p, takesSparse: true),
        Float("sqrt", Math.Sqrt, MathF.Sqrt, takesSparse: true),
        Float("cbrt", Math.Cbrt, MathF.Cbrt),
        Float("sin", Math.Sin, NumpySingle.Sin, MathF.Sin, takesSparse: true),
        Float("cos", Math.Cos, NumpySingle.Cos, MathF.Cos),
        Float("tan", Math.Tan, MathF.Tan, takesSparse: true),
        Float("arcsin", Math.Asin, MathF.Asin, takesSparse: true),
        Float("arccos", Math.Acos, MathF.Acos),
        Float("arctan", Math.Atan, MathF.Atan, takesSparse: true),
        Float("sinh", Math.Sinh, MathF.Sinh, takesSparse: true),
        Float("cosh", Math.Cosh, MathF.Cosh),
        Float("tanh", HyperbolicTangent.Of, HyperbolicTangent.Of, MathF.Tanh, takesSparse: true),
        Float("arcsinh", Math.Asinh, MathF.Asinh, takesSparse: true),
        Float("arccosh", Math.Acosh, MathF.Acosh),
        Float("arctanh", Math.Atanh, MathF.Atanh, takesSparse: true),
        Float("fabs", Math.Abs, MathF.Abs),
        Float("rint", value => Math.Round(value, MidpointRounding.ToEven), takesSparse: true),
        Float("floor", Math.Floor),
        Float("ceil", Math.Ceiling),
        Float("trunc", Math.Truncate),
        Float("deg2rad", value => value * DegreesToRadians, value => value * (MathF.PI / 180f), takesSparse: true),
        Float("radians", value => value * DegreesToRadians, value => value * (MathF.PI / 180f)),
        Float("rad2deg", value => value * RadiansToDegrees, value => value * (180f / MathF.PI), takesSparse: true),
        Float("degrees", value => value * RadiansToDegrees, value => value * (180f / MathF.PI)),
        Same("absolute", Math.Abs, (value, _) => value < 0 ? unchecked(-value) : value, DType.Bool, takesSparse: true),
        Same("negative", value => -value, (value, _) => unchecked(-value), null, takesSparse: true, ofFrameBools: value => 1 - value),
        Same("positive", value => value, (value, _) => value, null, ofFrameBools: value => value),
        Same("conjugate", value => value, (value, _) => value, DType.Parse("i1"), takesSparse: true),
        Same("square", value => value * value, (value, _) => unchecked(value * value), DType.Parse("i1")),
        Same("reciprocal", value => 1 / value, Reciprocal, DType.Parse("i1")),
        Same("sign", value => value > 0 ? 1 : value < 0 ? -1 : value == 0 ? 0 : value, (value, _) => Math.Sign(value), null),
        new("invert", UfuncKind.Same)
            { Double = value => value, Whole = (value, _) => ~value, OfBools = DType.Bool, TakesFloats = false,
                OfFrameBools = value => 1 - value },
        Predicate("isnan", double.IsNaN),
        Predicate("isinf", double.IsInfinity),
        Predicate("isfinite", double.IsFinite),
        Predicate("signbit", double.IsNegative),
        Predicate("isposinf", double.IsPositiveInfinity),
        Predicate("isneginf", double.IsNegativeInfinity),
        Predicate("logical_not", value => value == 0),
    }.ToFrozenDictionary(function => function.Name);

    private static readonly FrozenDictionary<string, Ufunc> KeepWhole = new Ufunc[]
    {
        Same("floor", Math.Floor, (value, _) => value, DType.Bool),
        Same("ceil", Math.Ceiling, (value, _) => value, DType.Bool),
        Same("trunc", Math.Truncate, (value, _) => value, DType.Bool),
    }.ToFrozenDictionary(function => function.Name);

    /// <summary>The function of this name, or null.</summary>
    /// <param name="name">numpy's name.</param>
    /// <param name="keepsWhole">True for numpy 2, where floor, ceil and trunc give ints back as they are.</param>
    internal static Ufunc? Find(string name, bool keepsWhole) =>
        (keepsWhole ? KeepWhole.GetValueOrDefault(name) : null)
            ?? Known.GetValueOrDefault(name switch { "bitwise_not" => "invert", "conj" => "conjugate", _ => name });

    private static Ufunc Float(string name, Func<double, double> ofDouble, Func<float, float>? ofSingle = null,
        Func<float, float>? ofHalf = null, bool takesSparse = false) =>
        new(name, UfuncKind.Float) { Double = ofDouble, Single = ofSingle, OfHalf = ofHalf, TakesSparse = takesSparse };

    private static Ufunc Same(string name, Func<double, double> ofDouble, Func<long, DType, long> ofWhole, DType? ofBools,
        bool takesSparse = false, Func<double, double>? ofFrameBools = null) =>
        new(name, UfuncKind.Same)
            { Double = ofDouble, Whole = ofWhole, OfBools = ofBools, TakesSparse = takesSparse, OfFrameBools = ofFrameBools };

    /// <summary>Of zero what x86 makes of infinity: the smallest int of 32 or 64 bits, 0 of others.</summary>
    private static long Reciprocal(long value, DType type) => value switch
    {
        0 => (type.Kind, type.ItemSize) switch { ('i', 8) => long.MinValue, ('i', 4) => int.MinValue, _ => 0 },
        1 or -1 => value,
        _ => 0,
    };

    private static Ufunc Predicate(string name, Func<double, bool> test) =>
        new(name, UfuncKind.Predicate) { Double = value => test(value) ? 1 : 0 };
}
