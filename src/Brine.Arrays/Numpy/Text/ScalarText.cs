using System.Globalization;
using Brine.Pickling;

namespace Brine.Arrays;

/// <summary>numpy's scalars as their <c>repr</c>: <c>np.float64(1.5)</c> in numpy 2, <c>1.5</c> in numpy 1.</summary>
internal static class ScalarText
{
    internal static string Of(NDArray scalar, bool isNumpy1, ArrayNesting nesting)
    {
        DType dtype = scalar.DType;
        PyValue value = scalar[0];
        string text = dtype.Kind switch
        {
            'f' => FloatText.Repr(scalar.FloatAt(0), Large(dtype.ItemSize, isNumpy1)),
            'c' when PyComplex.From(value) is { } number => Complex(scalar, number, Large(dtype.ItemSize / 2, isNumpy1)),
            'b' => value.ToString(),
            'M' or 'm' => Time(value, dtype),
            'V' when dtype.Fields.Count == 0 => ElementText.VoidText(scalar.Data.Span),
            'V' => ElementText.For(dtype, [Cell(scalar)], isSingle: true, isNumpy1, nesting, hasPlainFloats: !isNumpy1)(Cell(scalar)),
            'S' or 'U' => ElementText.Quoted(value),
            _ => value.ToString(),
        };
        return dtype.Kind switch
        {
            'M' =>
                (isNumpy1 ? "numpy" : "np") + $".datetime64({text}{(text == "'NaT'" && !isNumpy1 ? $",'{dtype.Unit ?? "generic"}'" : "")})",
            'm' => (isNumpy1 ? "numpy" : "np") + $".timedelta64({text}{(dtype.Unit is null or "generic" ? "" : $",'{dtype.Unit}'")})",
            'V' when dtype.Fields.Count == 0 => isNumpy1 ? $"void({text})" : $"np.void({text})",
            'V' => isNumpy1 ? text : $"np.void({text}, dtype={DTypeText.Short(dtype, isNumpy1)})",
            _ when isNumpy1 => text,
            'b' => $"np.{text}_",
            'S' => $"np.bytes_({text})",
            'U' => $"np.str_({text})",
            'f' when dtype.ItemSize > 8 => $"np.longdouble('{text}')",
            'c' when dtype.ItemSize > 16 => $"np.clongdouble('{text.Trim('(', ')')}')",
            'c' => $"np.{dtype.Name}({text.Trim('(', ')')})",
            'O' or 'T' => text,
            _ => $"np.{dtype.Name}({text})",
        };
    }

    /// <summary>From where on a float is printed in the scientific form: since numpy 2.3 earlier where it has few digits.</summary>
    internal static double Large(int itemSize, bool isNumpy1) => isNumpy1 ? 1e16 : itemSize switch { 2 => 1e3, 4 => 1e6, _ => 1e16 };

    private static ArrayCell Cell(NDArray scalar) =>
        scalar.Objects is { } objects ? new ArrayCell(default, objects[0], true) : new ArrayCell(scalar.Data, default, false);

    private static string Time(PyValue value, DType dtype) =>
        !value.TryGetInt64(out long count) || count == long.MinValue ? "'NaT'"
            : dtype.Kind == 'M' ? $"'{ElementText.TimeText(count, dtype)}'" : count.ToString(CultureInfo.InvariantCulture);

    /// <summary>The parts in their own precision.</summary>
    private static string Complex(NDArray scalar, PyComplex number, double large)
    {
        var cell = new ArrayCell(scalar.Data, default, false);
        string real = Part(cell.Float(scalar.DType)), imaginary = Part(cell.Float(scalar.DType, 1)) + "j";
        return number.Value.Real == 0 && !double.IsNegative(number.Value.Real) ? imaginary
            : $"({real}{(imaginary[0] == '-' ? "" : "+")}{imaginary})";

        string Part(BinaryFloat value) =>
            FloatText.Repr(value, large) is var text && text.EndsWith(".0", StringComparison.Ordinal) ? text[..^2] : text;
    }
}
