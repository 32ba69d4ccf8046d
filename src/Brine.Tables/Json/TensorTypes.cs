using Brine.Arrays;

namespace Brine.Tables;

/// <summary>The datatypes of tensors in the Open Inference Protocol, and numpy's dtypes for them.</summary>
internal static class TensorTypes
{
    private static readonly (string Name, string Descriptor)[] Numbers =
    [
        ("BOOL", "|b1"), ("INT8", "|i1"), ("INT16", "<i2"), ("INT32", "<i4"), ("INT64", "<i8"), ("UINT8", "|u1"), ("UINT16", "<u2"),
        ("UINT32", "<u4"), ("UINT64", "<u8"), ("FP16", "<f2"), ("FP32", "<f4"), ("FP64", "<f8"),
    ];

    private static readonly Dictionary<string, DType> ByName = Numbers.ToDictionary(type => type.Name,
        type => DType.Parse(type.Descriptor), StringComparer.Ordinal);

    private static readonly Dictionary<(char, int), string> ByType = Numbers.ToDictionary(
        type => (ByName[type.Name].Kind, ByName[type.Name].ItemSize), type => type.Name);

    /// <summary>The dtype of a datatype of numbers; null for <c>BYTES</c>.</summary>
    /// <exception cref="ModelInputException">There is no such datatype.</exception>
    internal static DType? Parse(string name, int input) => ByName.TryGetValue(name, out DType? known) ? known : name == "BYTES" ? null
        : throw new ModelInputException("InputFormat",
            $"input {input} has the datatype '{name}'; {string.Join(", ", Numbers.Select(type => type.Name))} and BYTES are read");

    /// <summary>The datatype of an array: <c>BYTES</c> for what is no plain number.</summary>
    internal static string Of(DType dtype) => ByType.GetValueOrDefault((dtype.Kind, dtype.ItemSize), dtype.Kind == 'f' ? "FP64" : "BYTES");

    /// <summary>How many elements a shape has; -1 where it is none, or has more than an array can.</summary>
    internal static long Count(ReadOnlySpan<long> shape)
    {
        long count = 1;
        foreach (long size in shape)
        {
            if (size is < 0 or > int.MaxValue)
            {
                return -1;
            }

            count *= size;
            if (count > int.MaxValue)
            {
                return -1;
            }
        }

        return shape.Length == 0 ? -1 : count;
    }
}
