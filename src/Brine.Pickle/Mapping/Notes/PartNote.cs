namespace Brine.Pickling;

/// <summary>The Python value that a plain .NET value was read from.</summary>
/// <param name="original">The object of the file.</param>
/// <param name="value">What was made of it.</param>
internal sealed class PartNote(PyValue original, object? value)
{
    internal PyValue Original { get; } = original;

    /// <summary>A new value as one of the kind that stood there, where there is one.</summary>
    internal PyValue Like(PyValue written, MappingWriter writer) =>
        Original.As<PyObject>() is { } scalar && PickleConverters.Numpy?.ScalarLike(scalar, written, writer) is { } like ? like : written;

    /// <summary>True where what stood there is to be written: the value is still the same.</summary>
    internal bool IsUnchanged<T>(T now) => value is null || now is null ? value is null && now is null
        : now is double number && value is double before ? BitConverter.DoubleToInt64Bits(number) == BitConverter.DoubleToInt64Bits(before)
        : now is float single && value is float old ? BitConverter.SingleToInt32Bits(single) == BitConverter.SingleToInt32Bits(old)
        : now is DateTime moment && value is DateTime then ? moment == then && moment.Kind == then.Kind
        : now is DateTimeOffset aware && value is DateTimeOffset earlier ? aware.EqualsExact(earlier)
        : now.Equals(value);
}
