using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>The parameter <c>dtype</c> of a transformer: a class of numpy, <c>float</c>, <c>int</c>, <c>bool</c>, a dtype, or its
/// name.</summary>
internal static class DTypeParameter
{
    /// <summary>The dtype of the answers, in native byte order.</summary>
    /// <param name="reader">The reader of the transformer.</param>
    /// <param name="fallback">The dtype where the file has none.</param>
    /// <param name="takesObjects">True where answers may be arrays of objects.</param>
    internal static DType Read(EstimatorReader reader, DType fallback, bool takesObjects = false)
    {
        PyValue value = reader.ValueOrNone("dtype");
        string? name = value.AsString()
            ?? (PyObject.NameOf(value) is { Module: "builtins" or "__builtin__" or "numpy" } global ? global.Name : null);
        DType? dtype = value.IsNone ? fallback : name is null ? DType.From(value) : Named(name);
        if (takesObjects && dtype is { Kind: 'O' })
        {
            return DType.Object;
        }

        return dtype is { Kind: 'b' } or { Kind: 'i' or 'u', ItemSize: <= 8 } or { Kind: 'f', ItemSize: 2 or 4 or 8 }
            ? DType.Parse(dtype.Descriptor.Replace('>', '<'))
            : throw reader.Unsupported($"dtype={value}");
    }

    /// <summary>The dtype of answers of <c>scipy.sparse</c>, which has no half precision.</summary>
    internal static DType ReadSparse(EstimatorReader reader, DType fallback) =>
        Read(reader, fallback) is var dtype && dtype is { Kind: 'f', ItemSize: 2 }
            ? throw reader.Unsupported("dtype=float16, which sparse matrices do not have,") : dtype;

    private static DType? Named(string name) => name switch
    {
        "float" or "float64" or "double" or "float_" or "d" or "f8" or "<f8" => DType.Float64,
        "float32" or "single" or "f" or "f4" or "<f4" => DType.Float32,
        "float16" or "half" or "e" or "f2" => DType.Parse("f2"),
        "int" or "int64" or "int_" or "intp" or "longlong" or "long" or "i8" or "<i8" => DType.Int64,
        "int32" or "intc" or "i" or "i4" or "<i4" => DType.Int32,
        "int16" or "short" or "i2" => DType.Parse("i2"),
        "int8" or "byte" or "i1" => DType.Parse("i1"),
        "uint64" or "uint" or "uintp" or "ulonglong" or "u8" => DType.Parse("u8"),
        "uint32" or "uintc" or "u4" => DType.Parse("u4"),
        "uint16" or "ushort" or "u2" => DType.Parse("u2"),
        "uint8" or "ubyte" or "u1" or "B" => DType.UInt8,
        "object" or "object_" or "object0" or "O" => DType.Object,
        "bool" or "bool_" or "bool8" or "?" => DType.Bool,
        _ => null,
    };
}
