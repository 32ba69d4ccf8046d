using Brine.Pickling;

namespace Brine.Arrays;

/// <summary>A type of pyarrow, as pickles name it: <c>type_for_alias('int64')</c>, <c>timestamp('us', 'UTC')</c>.</summary>
/// <param name="Name">As pyarrow prints it.</param>
/// <param name="Unit">The unit of a time or span, or null.</param>
/// <param name="Zone">The time zone of a timestamp, or null.</param>
internal sealed record ArrowType(string Name, string? Unit = null, string? Zone = null)
{
    /// <summary>Bytes of an element, or 0 where elements differ in size, or are bits.</summary>
    internal int Width => Name switch
    {
        "int8" or "uint8" => 1,
        "int16" or "uint16" or "halffloat" => 2,
        "int32" or "uint32" or "float" or "date32[day]" or "time32[s]" or "time32[ms]" => 4,
        "int64" or "uint64" or "double" or "date64[ms]" or "time64[us]" or "time64[ns]" => 8,
        _ => Unit is not null ? 8 : 0,
    };

    /// <exception cref="PickleFormatException">The value describes no type.</exception>
    internal static ArrowType Read(PyValue value)
    {
        if (value.As<PyObject>() is not { } instance || instance.Callable.As<PyGlobal>() is not { } maker
            || !maker.Module.StartsWith("pyarrow", StringComparison.Ordinal))
        {
            throw PandasObject.Bad("an Arrow array has no type");
        }

        string? first = instance.Arguments.Count > 0 ? instance.Arguments[0].AsString() : null;
        string? second = instance.Arguments.Count > 1 ? instance.Arguments[1].AsString() : null;
        return maker.Name switch
        {
            "type_for_alias" when first is not null => Alias(first),
            "timestamp" when first is not null =>
                new ArrowType(second is null ? $"timestamp[{first}]" : $"timestamp[{first}, tz={second}]", first, second),
            "duration" when first is not null => new ArrowType($"duration[{first}]", first),
            "time32" or "time64" when first is not null => new ArrowType($"{maker.Name}[{first}]"),
            _ => new ArrowType(maker.Name),
        };
    }

    private static ArrowType Alias(string name)
    {
        bool isTimestamp = name.StartsWith("timestamp[", StringComparison.Ordinal),
            isDuration = name.StartsWith("duration[", StringComparison.Ordinal);
        return isTimestamp || isDuration ? new ArrowType(name, name[(name.IndexOf('[', StringComparison.Ordinal) + 1)..^1])
            : new ArrowType(name switch
            {
                "date32" => "date32[day]",
                "date64" => "date64[ms]",
                "float32" => "float",
                "float64" => "double",
                "float16" => "halffloat",
                "utf8" => "string",
                "large_utf8" => "large_string",
                "bool_" => "bool",
                _ => name
            });
    }
}
