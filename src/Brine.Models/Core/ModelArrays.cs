using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>Reads numeric attributes, and refuses those of another shape than the model needs.</summary>
internal static class ModelArrays
{
    /// <summary>True for single precision.</summary>
    internal static bool IsSingle(this DType dtype) => dtype.Kind == 'f' && dtype.ItemSize == 4;

    /// <summary>True where numpy computes in single precision when float32 meets the dtype: floats up to 32 bits, ints up to 16,
    /// bools.</summary>
    internal static bool FitsSingle(this DType dtype) =>
        dtype.Kind == 'b' || (dtype.Kind == 'f' && dtype.ItemSize <= 4) || (dtype.Kind is 'i' or 'u' && dtype.ItemSize <= 2);

    /// <summary>The array of an attribute of numbers; the first of several names that is there.</summary>
    internal static NDArray NumericArray(this EstimatorReader reader, params ReadOnlySpan<string> names) =>
        Checked(reader.Array(names), reader, names[0]);

    /// <summary>A list of arrays of numbers, such as <c>coefs_</c> of a network.</summary>
    internal static NDArray[] NumericArrays(this EstimatorReader reader, string name)
    {
        PyValue value = reader.Value(name);
        IReadOnlyList<PyValue> items = value.As<PyList>() is { } list ? list
            : value.As<PyTuple>() is { } tuple ? tuple
            : NDArray.From(value)?.Objects ?? throw reader.Missing(name);
        return [.. items.Select(
            item => Checked(NDArray.From(item) ?? throw reader.Corrupt(name, "it holds something that is no array"), reader, name))];
    }

    internal static PickleFormatException Corrupt(this EstimatorReader reader, string name, string what) =>
        new("FormatShape", $"{reader.Path}: {name} of {reader.ClassName} does not fit: {what}; the file is corrupt");

    /// <summary>The numbers of an attribute that must hold exactly <paramref name="count"/> of them.</summary>
    internal static double[] Numbers(this EstimatorReader reader, int count, params ReadOnlySpan<string> names)
    {
        NDArray array = reader.NumericArray(names);
        return array.Length == count ? array.ToDoubles()
            : throw reader.Corrupt(names[0], $"it has {array.Length} numbers where {count} are needed");
    }

    private static NDArray Checked(NDArray array, EstimatorReader reader, string name) => array.DType.Kind is 'f' or 'i' or 'u' or 'b'
        ? array
        : throw reader.Corrupt(name, $"it holds {array.DType.Name} and no numbers");
}
