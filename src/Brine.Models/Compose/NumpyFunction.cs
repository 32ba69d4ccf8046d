using System.Collections.Frozen;
using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>A function of numpy that acts on each value by itself.</summary>
internal sealed class NumpyFunction
{
    private static readonly FrozenDictionary<string, NumpyFunction> Known = new NumpyFunction[]
    {
        new("log1p", LogarithmOfOnePlus.Log1p),
        new("expm1", LogarithmOfOnePlus.Expm1),
        new("log", Math.Log),
        new("log2", Math.Log2),
        new("log10", Math.Log10),
        new("exp", Math.Exp),
        new("sqrt", Math.Sqrt),
        new("cbrt", Math.Cbrt),
        new("square", value => value * value, keepsWhole: true),
        new("absolute", Math.Abs, keepsWhole: true),
        new("negative", value => -value, keepsWhole: true),
        new("floor", Math.Floor, keepsWhole: false),
        new("ceil", Math.Ceiling, keepsWhole: false),
        new("rint", value => Math.Round(value, MidpointRounding.ToEven)),
        new("deg2rad", value => value * (Math.PI / 180)),
        new("radians", value => value * (Math.PI / 180)),
        new("rad2deg", value => value * (180 / Math.PI)),
        new("degrees", value => value * (180 / Math.PI)),
    }.ToFrozenDictionary(function => function._name);

    private readonly string _name;
    private readonly Func<double, double> _apply;
    private readonly bool _keepsWhole;

    private NumpyFunction(string name, Func<double, double> apply, bool keepsWhole = false)
    {
        _name = name;
        _apply = apply;
        _keepsWhole = keepsWhole;
    }

    /// <summary>The function that a pickle names, or null.</summary>
    /// <param name="value">The reference in the file.</param>
    /// <param name="isIdentity">True when it is scikit-learn's own function that returns its argument.</param>
    internal static NumpyFunction? Find(PyValue value, out bool isIdentity)
    {
        isIdentity = false;
        if (value.As<PyGlobal>() is { } global)
        {
            isIdentity = global.Name == "_identity" && global.Module.StartsWith("sklearn.preprocessing.", StringComparison.Ordinal);
            return IsNumpy(global.Module) ? Known.GetValueOrDefault(global.Name == "abs" ? "absolute" : global.Name) : null;
        }

        // numpy.core._ufunc_reconstruct(module, name) is how numpy 1 spells its functions.
        return value.As<PyObject>() is { Arguments: { Count: 2 } arguments } call && call.Callable.As<PyGlobal>() is { Name: "_ufunc_reconstruct" } reconstruct
            && IsNumpy(reconstruct.Module) && arguments[0].AsString() is { } module && IsNumpy(module) && arguments[1].AsString() is { } name
            ? Known.GetValueOrDefault(name)
            : null;
    }

    internal double Apply(double value) => _apply(value);

    /// <summary>The function of all values, with the dtype that numpy gives them; single precision is the rounded result of double precision.</summary>
    internal double[] Apply(double[] values, DType type, out DType result)
    {
        result = type.Kind == 'f' || (_keepsWhole && type.Kind is 'i' or 'u') ? type : DType.Float64;
        bool isSingle = result.Kind == 'f' && result.ItemSize == 4;
        var outputs = new double[values.Length];
        for (int i = 0; i < outputs.Length; i++)
        {
            double output = _apply(values[i]);
            outputs[i] = isSingle ? (float)output : output;
        }

        return outputs;
    }

    private static bool IsNumpy(string module) => module == "numpy" || module.StartsWith("numpy.", StringComparison.Ordinal);
}
