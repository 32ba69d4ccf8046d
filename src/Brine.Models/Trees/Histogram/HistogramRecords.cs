using System.Buffers.Binary;
using Brine.Arrays;

namespace Brine.Models;

/// <summary>
/// The records of a <c>TreePredictor</c>'s array <c>nodes</c>, found by the names of their fields: 0.22 calls the threshold
/// <c>threshold</c>,
/// 0.24 brought categories, 1.3 wider features.
/// </summary>
/// <param name="nodes">The array.</param>
internal sealed class HistogramRecords(NDArray nodes)
{
    private readonly ReadOnlyMemory<byte> _bytes = nodes.ToContiguous();

    internal int Count => nodes.Length;

    /// <summary>The field of a name, or null.</summary>
    internal DTypeField? Find(string name) => nodes.DType.Fields.FirstOrDefault(field => field.Name == name);

    /// <summary>The field of a name.</summary>
    internal DTypeField Field(string name) => Find(name) ?? throw TreeLayout.Bad($"its nodes have no field {name}");

    /// <summary>A whole number of a record.</summary>
    internal long Int(int node, DTypeField field)
    {
        ReadOnlySpan<byte> bytes = Bytes(node, field);
        return (field.DType.Kind, field.DType.ItemSize, field.DType.IsSwapped) switch
        {
            ('u' or 'b', 1, _) => bytes[0],
            ('u', 4, false) => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
            ('u', 4, true) => BinaryPrimitives.ReadUInt32BigEndian(bytes),
            ('i', 4, false) => BinaryPrimitives.ReadInt32LittleEndian(bytes),
            ('i', 4, true) => BinaryPrimitives.ReadInt32BigEndian(bytes),
            ('i', 8, false) => BinaryPrimitives.ReadInt64LittleEndian(bytes),
            ('i', 8, true) => BinaryPrimitives.ReadInt64BigEndian(bytes),
            _ => throw TreeLayout.Bad($"its field {field.Name} is {field.DType}"),
        };
    }

    /// <summary>A number of a record.</summary>
    internal double Double(int node, DTypeField field) => (field.DType.Kind, field.DType.ItemSize, field.DType.IsSwapped) switch
    {
        ('f', 8, false) => BinaryPrimitives.ReadDoubleLittleEndian(Bytes(node, field)),
        ('f', 8, true) => BinaryPrimitives.ReadDoubleBigEndian(Bytes(node, field)),
        _ => throw TreeLayout.Bad($"its field {field.Name} is {field.DType}"),
    };

    private ReadOnlySpan<byte> Bytes(int node, DTypeField field) =>
        _bytes.Span.Slice((node * nodes.DType.ItemSize) + field.Offset, field.DType.ItemSize);
}
