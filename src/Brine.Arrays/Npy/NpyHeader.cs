using System.Buffers.Binary;
using System.Text;
using Brine.Pickling;

namespace Brine.Arrays;

/// <summary>The header of a <c>.npy</c> file: dtype, order and shape.</summary>
public sealed class NpyHeader
{
    /// <summary>The most bytes before the elements that are read; numpy writes some hundred, and some thousand for records of many
    /// fields.</summary>
    public const int MaxBytes = MaxLength + LongestPrefix;

    private const int MaxLength = 1 << 20;

    private const int LongestPrefix = 12;

    private readonly long[] _shape;

    private NpyHeader(DType dtype, bool isFortran, long[] shape, int dataOffset, long dataLength)
    {
        DType = dtype;
        IsFortran = isFortran;
        _shape = shape;
        DataOffset = dataOffset;
        DataLength = dataLength;
    }

    /// <summary>The dtype of the elements.</summary>
    public DType DType { get; }

    /// <summary>True where the file says that the first index is fastest.</summary>
    public bool IsFortran { get; }

    /// <summary>The size of each dimension.</summary>
    public ReadOnlySpan<long> Shape => _shape;

    /// <summary>The place where the elements begin.</summary>
    public int DataOffset { get; }

    /// <summary>The number of bytes of the elements; of objects, those that are left for their pickle.</summary>
    public long DataLength { get; }

    /// <summary>Reads the header of a file that has all the bytes it announces.</summary>
    /// <param name="start">The file, or its beginning: <see cref="MaxBytes"/> are enough.</param>
    /// <param name="fileLength">How long the file is.</param>
    /// <exception cref="PickleFormatException">It is no <c>.npy</c>, or a corrupt one.</exception>
    public static NpyHeader Read(ReadOnlySpan<byte> start, long fileLength)
    {
        if (start.Length < 10 || start[0] != 0x93 || !start[1..].StartsWith("NUMPY"u8))
        {
            throw Bad("it does not begin with numpy's mark");
        }

        if (start[6] is not (1 or 2 or 3) || start[7] != 0)
        {
            throw Bad($"its version is {start[6]}.{start[7]}; there are 1.0, 2.0 and 3.0");
        }

        int prefix = start[6] == 1 ? 10 : LongestPrefix;
        long length = start[6] == 1 ? BinaryPrimitives.ReadUInt16LittleEndian(start[8..])
            : start.Length < prefix ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(start[8..]);
        if (length > MaxLength || length > start.Length - prefix)
        {
            throw Bad($"its header has {length} bytes");
        }

        string header = (start[6] == 3 ? Encoding.UTF8 : Encoding.Latin1).GetString(start.Slice(prefix, (int)length));
        (DType dtype, bool isFortran, long[] shape) = Parse(header);
        int offset = prefix + (int)length;
        if (dtype.HasObjects)
        {
            return new NpyHeader(dtype, isFortran, shape, offset, fileLength - offset);
        }

        Int128 needed = dtype.ItemSize;
        foreach (long size in shape)
        {
            needed = Int128.Min(needed, long.MaxValue) * size;
        }

        return needed > fileLength - offset
            ? throw new PickleFormatException("FormatTruncated",
                $"an array of {needed} bytes is announced and {fileLength - offset} are left; the file was cut off: fetch it again")
            : new NpyHeader(dtype, isFortran, shape, offset, (long)needed);
    }

    /// <summary>The shape of an array in memory.</summary>
    /// <exception cref="PickleFormatException">A dimension is too large for one, which only an array without elements, or of over 2 GiB,
    /// has.</exception>
    internal int[] ShortShape() => Array.ConvertAll(_shape, size => size <= int.MaxValue ? (int)size : throw Bad($"a dimension of {size}"));

    internal static PickleFormatException Bad(string what) => new("FormatNpy", $"a .npy file is corrupt: {what}");

    /// <summary>The header is a Python dict of three keys; it is read by what it must hold, nothing of it is run.</summary>
    private static (DType DType, bool IsFortran, long[] Shape) Parse(string header)
    {
        if (PythonLiteral.Read(header) is not { } literal || literal.As<PyDict>() is not { } entries
            || !entries.TryGetValue("descr", out PyValue descriptor) || !entries.TryGetValue("shape", out PyValue shape))
        {
            throw Bad("its header does not name a dtype and a shape");
        }

        bool isFortran = entries.TryGetValue("fortran_order", out PyValue order) && order.TryGetBool(out bool fortran) && fortran;
        return (NpyDescriptor.Read(descriptor), isFortran, NDArray.ReadLongShape(shape));
    }
}
