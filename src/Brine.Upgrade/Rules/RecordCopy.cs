using System.Buffers.Binary;
using Brine.Arrays;

namespace Brine;

/// <summary>Nodes of trees, whose records have another layout from version to version: fields go by their names.</summary>
internal static class RecordCopy
{
    internal static DType Layout(int size, params ReadOnlySpan<(string Name, string Type, int Offset)> fields)
    {
        var made = new DTypeField[fields.Length];
        for (int i = 0; i < made.Length; i++)
        {
            made[i] = new DTypeField(fields[i].Name, DType.Parse(fields[i].Type), fields[i].Offset);
        }

        return new DType('V', size, '|', made);
    }

    /// <summary>The same records in another layout; fields that the source has not are zero.</summary>
    internal static NDArray Convert(NDArray source, DType layout, IReadOnlyDictionary<string, string>? names = null)
    {
        int size = source.DType.ItemSize, count = source.Length;
        var bytes = new byte[checked(count * layout.ItemSize)];
        foreach (DTypeField field in layout.Fields)
        {
            DTypeField? old = Find(source.DType, field.Name)
                ?? (names is not null && names.TryGetValue(field.Name, out string? other) ? Find(source.DType, other) : null);
            if (old is null)
            {
                continue;
            }

            for (int i = 0; i < count; i++)
            {
                Copy(source.Data.Span.Slice((i * size) + old.Offset, old.DType.ItemSize), old.DType,
                    bytes.AsSpan((i * layout.ItemSize) + field.Offset, field.DType.ItemSize), field.DType);
            }
        }

        return NDArray.OverBytes(layout, source.Shape, bytes);
    }

    /// <summary>One field of all records.</summary>
    internal static double[]? Field(NDArray source, string name)
    {
        if (Find(source.DType, name) is not { } field)
        {
            return null;
        }

        var values = new double[source.Length];
        for (int i = 0; i < values.Length; i++)
        {
            ReadOnlySpan<byte> at = source.Data.Span.Slice((i * source.DType.ItemSize) + field.Offset, field.DType.ItemSize);
            values[i] = field.DType.Kind == 'f' ? ReadDouble(at, field.DType) : ReadInt(at, field.DType);
        }

        return values;
    }

    private static DTypeField? Find(DType type, string name) => type.Fields.FirstOrDefault(field => field.Name == name);

    private static void Copy(ReadOnlySpan<byte> from, DType fromType, Span<byte> to, DType toType)
    {
        if (fromType.Kind == 'f' || toType.Kind == 'f')
        {
            BinaryPrimitives.WriteDoubleLittleEndian(to, fromType.Kind == 'f' ? ReadDouble(from, fromType) : ReadInt(from, fromType));
            return;
        }

        long value = ReadInt(from, fromType);
        for (int i = 0; i < to.Length; i++)
        {
            to[i] = (byte)(value >> (8 * i));
        }
    }

    private static double ReadDouble(ReadOnlySpan<byte> bytes, DType type) => (bytes.Length, type.IsSwapped) switch
    {
        (4, false) => BinaryPrimitives.ReadSingleLittleEndian(bytes),
        (4, true) => BinaryPrimitives.ReadSingleBigEndian(bytes),
        (_, true) => BinaryPrimitives.ReadDoubleBigEndian(bytes),
        _ => BinaryPrimitives.ReadDoubleLittleEndian(bytes),
    };

    private static long ReadInt(ReadOnlySpan<byte> bytes, DType type)
    {
        long value = 0;
        for (int i = 0; i < bytes.Length; i++)
        {
            value |= (long)bytes[type.IsSwapped ? bytes.Length - 1 - i : i] << (8 * i);
        }

        int unused = 64 - (8 * bytes.Length);
        return type.Kind == 'i' && unused > 0 ? value << unused >> unused : value;
    }
}
