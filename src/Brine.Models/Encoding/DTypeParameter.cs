using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>Reads the parameter <c>dtype</c> of a transformer: a class of numpy, <c>float</c>, <c>int</c>, a dtype, or its name.</summary>
internal static class DTypeParameter
{
    internal static DType Read(EstimatorReader reader, DType fallback)
    {
        PyValue value = reader.ValueOrNone("dtype");
        string? name = value.AsString() ?? (PyObject.NameOf(value) is { Module: "builtins" } builtin ? builtin.Name : null);
        DType? dtype = value.IsNone ? fallback : name is null ? DTypeReader.From(value) : name switch
        {
            "float" or "float64" or "double" => DType.Float64,
            "float32" => DType.Float32,
            "int" or "int64" => DType.Int64,
            "int32" => DType.Int32,
            "bool" => DType.Bool,
            _ => null,
        };
        return dtype is { Kind: 'f' or 'i' or 'u' or 'b' } ? dtype : throw reader.Unsupported($"dtype={value}");
    }
}
