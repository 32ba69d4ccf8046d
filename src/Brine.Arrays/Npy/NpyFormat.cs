using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Brine.Pickling;

namespace Brine.Arrays;

/// <summary>numpy's <c>.npy</c> form of one array, versions 1.0 to 3.0.</summary>
public static class NpyFormat
{
    private const int MaxHeader = 1 << 20;

    /// <summary>The protocol in which numpy 1 writes objects.</summary>
    private const int ObjectProtocol = 3;

    /// <summary>Reads an array; the elements stay where they are.</summary>
    /// <exception cref="PickleFormatException">The bytes are no <c>.npy</c>, or a corrupt one.</exception>
    public static NDArray Read(ReadOnlyMemory<byte> file, Limits? limits = null)
    {
        ReadOnlySpan<byte> span = file.Span;
        if (span.Length < 10 || span[0] != 0x93 || !span[1..].StartsWith("NUMPY"u8))
        {
            throw Bad("it does not begin with numpy's mark");
        }

        int prefix = span[6] == 1 ? 10 : 12;
        long length = span[6] == 1 ? BinaryPrimitives.ReadUInt16LittleEndian(span[8..]) : span.Length < 12 ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(span[8..]);
        if (length > MaxHeader || length > span.Length - prefix)
        {
            throw Bad($"its header has {length} bytes");
        }

        string header = (span[6] == 3 ? Encoding.UTF8 : Encoding.Latin1).GetString(span.Slice(prefix, (int)length));
        (DType dtype, bool isFortran, int[] shape) = ParseHeader(header);
        ReadOnlyMemory<byte> data = file[(prefix + (int)length)..];
        if (dtype.HasObjects)
        {
            PyValue value = Unpickler.Load(data, new UnpicklerOptions { Limits = limits ?? Limits.Default });
            return NDArray.From(value) ?? throw Bad("the pickle of its objects holds no array");
        }

        Int128 needed = dtype.ItemSize;
        foreach (int size in shape)
        {
            needed = Int128.Min(needed, long.MaxValue) * size;
        }

        return needed > data.Length
            ? throw new PickleFormatException("FormatTruncated", $"an array of {needed} bytes is announced and {data.Length} are left; the file was cut off: fetch it again")
            : NDArray.OverBytes(dtype, shape, data[..(int)needed], isFortran);
    }

    /// <summary>Writes an array in version 1.0, which every numpy reads.</summary>
    /// <param name="array">Numbers, text, or objects, which numpy reads with <c>allow_pickle=True</c>.</param>
    /// <exception cref="NotSupportedException">The elements are records.</exception>
    public static byte[] Write(NDArray array)
    {
        ArgumentNullException.ThrowIfNull(array);
        if (array.DType.Kind == 'V')
        {
            throw new NotSupportedException($"an array of {array.DType.Name} cannot be written as .npy");
        }

        string shape = array.Rank switch
        {
            0 => "()",
            1 => string.Create(CultureInfo.InvariantCulture, $"({array.Shape[0]},)"),
            _ => "(" + string.Join(", ", array.Shape.ToArray().Select(size => size.ToString(CultureInfo.InvariantCulture))) + ")",
        };
        string descriptor = array.DType.Descriptor.Replace('>', '<');
        string header = $"{{'descr': '{descriptor}', 'fortran_order': False, 'shape': {shape}, }}";
        int growth = array.Rank > 0 ? 21 - array.Shape[0].ToString(CultureInfo.InvariantCulture).Length : 0;
        header += new string(' ', growth);
        int padding = 64 - ((10 + header.Length + 1) % 64);
        header += new string(' ', padding) + "\n";
        ReadOnlySpan<byte> data = array.Objects is null
            ? array.ToContiguous().Span
            : Pickler.Dump(array.ToPickle(ObjectProtocol), new PicklerOptions { Protocol = ObjectProtocol });
        var file = new byte[10 + header.Length + data.Length];
        ((ReadOnlySpan<byte>)[0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0]).CopyTo(file);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(8), (ushort)header.Length);
        Encoding.Latin1.GetBytes(header, file.AsSpan(10));
        data.CopyTo(file.AsSpan(10 + header.Length));
        return file;
    }

    /// <summary>The header is a Python dict of three keys; it is read by what it must hold, nothing of it is run.</summary>
    private static (DType DType, bool IsFortran, int[] Shape) ParseHeader(string header)
    {
        if (PythonLiteral.Read(header) is not { } literal || literal.As<PyDict>() is not { } entries
            || !entries.TryGetValue("descr", out PyValue descriptor) || !entries.TryGetValue("shape", out PyValue shape))
        {
            throw Bad("its header names no dtype or no shape");
        }

        bool isFortran = entries.TryGetValue("fortran_order", out PyValue order) && order.TryGetBool(out bool fortran) && fortran;
        return (NpyDescriptor.Read(descriptor), isFortran, NDArray.ReadShape(shape));
    }

    private static PickleFormatException Bad(string what) => new("FormatNpy", $"a .npy file is corrupt: {what}");
}
