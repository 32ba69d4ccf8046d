using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>
/// The records of the array <c>nodes</c>, found by the names of the fields: their sizes and places differ between versions and platforms
/// (56 bytes up to 1.2, 64 with <c>missing_go_to_left</c> from 1.3, 32-bit ints on 32-bit builds).
/// </summary>
internal sealed class TreeRecords
{
    private const int NativeSize = 64;

    private TreeRecords(ReadOnlyMemory<byte> bytes, int size, int[] offsets)
    {
        Bytes = bytes;
        Size = size;
        Left = offsets[0];
        Right = offsets[1];
        Feature = offsets[2];
        Threshold = offsets[3];
        Impurity = offsets[4];
        Samples = offsets[5];
        WeightedSamples = offsets[6];
        Missing = offsets[7];
    }

    /// <summary>The records, whose ints are 64-bit and whose numbers are little-endian.</summary>
    internal ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Bytes of one record.</summary>
    internal int Size { get; }

    internal int Left { get; }

    internal int Right { get; }

    internal int Feature { get; }

    internal int Threshold { get; }

    internal int Impurity { get; }

    internal int Samples { get; }

    internal int WeightedSamples { get; }

    /// <summary>Where <c>missing_go_to_left</c> lies, or -1 where the version has none.</summary>
    internal int Missing { get; }

    internal static TreeRecords Read(NDArray nodes)
    {
        DTypeField left = Field(nodes, "left_child"), right = Field(nodes, "right_child"), feature = Field(nodes, "feature"),
            threshold = Field(nodes, "threshold");
        DTypeField impurity = Field(nodes, "impurity"), samples = Field(nodes, "n_node_samples"),
            weighted = Field(nodes, "weighted_n_node_samples");
        DTypeField? missing = nodes.DType.Fields.FirstOrDefault(field => field.Name == "missing_go_to_left");
        bool isNative = left.DType.Equals(DType.Int64) && right.DType.Equals(DType.Int64) && feature.DType.Equals(DType.Int64)
            && samples.DType.Equals(DType.Int64)
            && threshold.DType.Equals(DType.Float64) && impurity.DType.Equals(DType.Float64) && weighted.DType.Equals(DType.Float64);
        if (missing is not null && missing.DType.ItemSize != 1)
        {
            throw Bad("missing_go_to_left is no byte");
        }

        return isNative
            ? new TreeRecords(nodes.Data, nodes.DType.ItemSize,
                [left.Offset, right.Offset, feature.Offset, threshold.Offset, impurity.Offset, samples.Offset, weighted.Offset,
                    missing?.Offset ?? -1])
            : Convert(nodes, [left, right, feature, threshold, impurity, samples, weighted], missing);
    }

    internal long Int64(int node, int offset) => BinaryPrimitives.ReadInt64LittleEndian(Bytes.Span[((node * Size) + offset)..]);

    internal double Double(int node, int offset) => BinaryPrimitives.ReadDoubleLittleEndian(Bytes.Span[((node * Size) + offset)..]);

    private static TreeRecords Convert(NDArray nodes, DTypeField[] fields, DTypeField? missing)
    {
        var bytes = new byte[checked(nodes.Length * NativeSize)];
        int[] offsets = [0, 8, 16, 24, 32, 40, 48, missing is null ? -1 : 56];
        ReadOnlySpan<byte> data = nodes.Data.Span;
        for (int i = 0; i < nodes.Length; i++)
        {
            ReadOnlySpan<byte> record = data.Slice(i * nodes.DType.ItemSize, nodes.DType.ItemSize);
            Span<byte> target = bytes.AsSpan(i * NativeSize, NativeSize);
            for (int f = 0; f < fields.Length; f++)
            {
                BinaryPrimitives.WriteInt64LittleEndian(target[offsets[f]..], Bits(record[fields[f].Offset..], fields[f].DType));
            }

            target[56] = missing is null ? (byte)0 : record[missing.Offset];
        }

        return new TreeRecords(bytes, NativeSize, offsets);
    }

    private static long Bits(ReadOnlySpan<byte> bytes, DType dtype) => (dtype.Kind, dtype.ItemSize, dtype.IsSwapped) switch
    {
        ('i' or 'f', 8, false) => BinaryPrimitives.ReadInt64LittleEndian(bytes),
        ('i' or 'f', 8, true) => BinaryPrimitives.ReadInt64BigEndian(bytes),
        ('i', 4, false) => BinaryPrimitives.ReadInt32LittleEndian(bytes),
        ('i', 4, true) => BinaryPrimitives.ReadInt32BigEndian(bytes),
        _ => throw Bad($"a field of its nodes is {dtype}"),
    };

    private static DTypeField Field(NDArray nodes, string name)
    {
        foreach (DTypeField field in nodes.DType.Fields)
        {
            if (field.Name == name)
            {
                return field.DType.Kind == (name is "threshold" or "impurity" or "weighted_n_node_samples" ? 'f' : 'i')
                    && field.DType.ItemSize is 4 or 8
                    ? field : throw Bad($"its field {name} is {field.DType}");
            }
        }

        throw Bad($"its nodes have no field {name}");
    }

    private static PickleFormatException Bad(string what) => new("FormatTree", $"a decision tree is corrupt: {what}");
}
