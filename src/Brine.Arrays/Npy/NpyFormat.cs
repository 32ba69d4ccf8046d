using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Brine.Pickling;

namespace Brine.Arrays;

/// <summary>numpy's <c>.npy</c> form of one array, versions 1.0 to 3.0.</summary>
public static class NpyFormat
{
    private const int Alignment = 64;

    /// <summary>numpy leaves room for so many digits of the axis along which a file might grow.</summary>
    private const int GrowthDigits = 21;

    /// <summary>The protocol in which numpy 1 writes objects.</summary>
    private const int ObjectProtocol = 3;

    /// <summary>Reads an array; the elements stay where they are.</summary>
    /// <param name="file">The bytes of the file.</param>
    /// <param name="limits">How much the file may ask for.</param>
    /// <param name="onGlobal">Told of every class and function that the pickle of an array of objects names.</param>
    /// <exception cref="PickleFormatException">The bytes are no <c>.npy</c>, or a corrupt one.</exception>
    public static NDArray Read(ReadOnlyMemory<byte> file, Limits? limits = null, Action<PyGlobal>? onGlobal = null)
    {
        NpyHeader header = NpyHeader.Read(file.Span, file.Length);
        ReadOnlyMemory<byte> data = file[header.DataOffset..];
        if (header.DType.HasObjects)
        {
            PyValue value = Unpickler.Load(data, new UnpicklerOptions { Limits = limits ?? Limits.Default, OnGlobal = onGlobal });
            return NDArray.From(value) ?? throw NpyHeader.Bad("the pickle of its objects holds no array");
        }

        return NDArray.OverBytes(header.DType, header.ShortShape(), data[..(int)header.DataLength], header.IsFortran);
    }

    /// <summary>True for all dtypes but records whose fields overlap or stand out of order, for which numpy has no text either.</summary>
    public static bool CanWrite(DType dtype)
    {
        ArgumentNullException.ThrowIfNull(dtype);
        return NpyDescriptor.Write(dtype) is not null;
    }

    /// <summary>Writes an array as <c>numpy.save</c> does, in the first version that can hold its header: 1.0, 2.0 where it is long, 3.0
    /// where a name is not latin-1.</summary>
    /// <param name="array">The array; objects are pickled, which numpy reads with <c>allow_pickle=True</c>.</param>
    /// <param name="version">1, 2 or 3 to have that version.</param>
    /// <exception cref="NotSupportedException">The elements are records whose fields overlap.</exception>
    /// <exception cref="ArgumentException">The header does not fit the version.</exception>
    public static byte[] Write(NDArray array, int? version = null)
    {
        byte[] header = Header(array, version);
        ReadOnlySpan<byte> data = Data(array);
        byte[] file = GC.AllocateUninitializedArray<byte>(header.Length + data.Length);
        header.CopyTo(file, 0);
        data.CopyTo(file.AsSpan(header.Length));
        return file;
    }

    /// <summary>Writes an array to a stream: see <see cref="Write(NDArray, int?)"/>. The elements are not copied, unless they lie in no
    /// order that numpy has.</summary>
    /// <param name="array">The array.</param>
    /// <param name="stream">The stream; it stays open.</param>
    /// <param name="version">1, 2 or 3 to have that version.</param>
    /// <exception cref="NotSupportedException">The elements are records whose fields overlap.</exception>
    /// <exception cref="ArgumentException">The header does not fit the version.</exception>
    public static void Write(NDArray array, Stream stream, int? version = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        stream.Write(Header(array, version));
        stream.Write(Data(array));
    }

    private static ReadOnlySpan<byte> Data(NDArray array) => array.Objects is not null
        ? Pickler.Dump(array.ToPickle(ObjectProtocol), new PicklerOptions { Protocol = ObjectProtocol })
        : array.IsFortranOnly ? array.Data.Span : array.InOrder().Span;

    private static byte[] Header(NDArray array, int? version)
    {
        ArgumentNullException.ThrowIfNull(array);
        string descriptor = NpyDescriptor.Write(array.DType)
            ?? throw new NotSupportedException($"an array of {array.DType.Name} whose fields overlap cannot be written as .npy");
        bool isFortran = array.IsFortranOnly;
        string shape = new PyValue(new PyTuple([.. array.Shape.ToArray().Select(size => (PyValue)size)])).ToString();
        string header = $"{{'descr': {descriptor}, 'fortran_order': {(isFortran ? "True" : "False")}, 'shape': {shape}, }}";
        int growing = array.Rank == 0 ? 0 : array.Shape[isFortran ? ^1 : 0];
        header += new string(' ', array.Rank == 0 ? 0 : GrowthDigits - growing.ToString(CultureInfo.InvariantCulture).Length);
        bool isLatin = !header.AsSpan().ContainsAnyExceptInRange('\0', '\u00ff');
        byte[] text = isLatin && version is not 3 ? Encoding.Latin1.GetBytes(header) : Encoding.UTF8.GetBytes(header);
        int chosen = version ?? (!isLatin ? 3 : text.Length + Alignment + 1 > ushort.MaxValue ? 2 : 1);
        if (chosen is < 1 or > 3 || (chosen < 3 && !isLatin) || (chosen == 1 && text.Length + Alignment + 1 > ushort.MaxValue))
        {
            throw new ArgumentException($"version {chosen} of .npy cannot hold this header", nameof(version));
        }

        int prefix = chosen == 1 ? 10 : 12;
        int padding = Alignment - ((prefix + text.Length + 1) % Alignment);
        int length = text.Length + padding + 1;
        var bytes = new byte[prefix + length];
        ((ReadOnlySpan<byte>)[0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', (byte)chosen, 0]).CopyTo(bytes);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(8), (ushort)length);
        if (chosen > 1)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), length);
        }

        text.CopyTo(bytes.AsSpan(prefix));
        bytes.AsSpan(prefix + text.Length, padding).Fill((byte)' ');
        bytes[^1] = (byte)'\n';
        return bytes;
    }
}
