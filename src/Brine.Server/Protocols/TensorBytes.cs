using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Server;

/// <summary>Tensors as bytes: numbers little-endian in C order, each text of <c>BYTES</c> behind its length in four bytes.</summary>
internal static class TensorBytes
{
    private const int LengthBytes = 4;

    /// <summary>Reads a tensor.</summary>
    /// <param name="index">Which input it is, for errors.</param>
    /// <param name="type">The datatype of the protocol.</param>
    /// <param name="shape">The sizes, as the request says them.</param>
    /// <param name="bytes">The bytes, all of which belong to it.</param>
    /// <exception cref="ModelInputException">The bytes do not fit the shape or the datatype.</exception>
    internal static NDArray Read(int index, string type, ReadOnlySpan<long> shape, ReadOnlyMemory<byte> bytes)
    {
        bool isShort = type == "BF16";
        DType? dtype = isShort ? DType.Float32 : TensorTypes.Parse(type, index);
        long count = TensorTypes.Count(shape);
        int width = isShort ? 2 : dtype?.ItemSize ?? LengthBytes;
        if (count < 0 || (dtype is null ? count > bytes.Length / LengthBytes : count * width != bytes.Length))
        {
            throw new ModelInputException("InputShape",
                $"input {index} says shape [{string.Join(", ", shape.ToArray())}] of {type} and holds {bytes.Length} bytes");
        }

        int[] sizes = Array.ConvertAll(shape.ToArray(), size => (int)size);
        if (dtype is null)
        {
            return NDArray.OfObjects(sizes, Texts(index, bytes.Span, (int)count));
        }

        if (dtype.Kind == 'b')
        {
            // Any byte but zero is true, and an array holds zeros and ones alone.
            return NDArray.Of(Array.ConvertAll(bytes.ToArray(), flag => flag != 0), sizes);
        }

        return NDArray.OverBytes(dtype, sizes, isShort ? Widened(bytes.Span) : bytes);
    }

    /// <summary>Writes the values of a tensor.</summary>
    internal static void Write(IBufferWriter<byte> output, OutputTensor tensor)
    {
        NDArray array = tensor.Array;
        if (tensor.DataType != "BYTES")
        {
            output.Write(array.DType is { Kind: 'f', ItemSize: > 8 } ? NDArray.Of(array.ToDoubles()).Data.Span
                : array.ToContiguous().Span);
            return;
        }

        for (int i = 0; i < array.Length; i++)
        {
            PyValue value = array[i];
            ReadOnlySpan<byte> text = value.As<PyBytes>() is { } raw ? raw.Span : Encoding.UTF8.GetBytes(JsonValues.TextOf(value));
            Span<byte> place = output.GetSpan(LengthBytes + text.Length);
            BinaryPrimitives.WriteInt32LittleEndian(place, text.Length);
            text.CopyTo(place[LengthBytes..]);
            output.Advance(LengthBytes + text.Length);
        }
    }

    /// <summary>A text for each element; what is no UTF-8 is a value of bytes.</summary>
    internal static PyValue TextOf(ReadOnlySpan<byte> bytes) => System.Text.Unicode.Utf8.IsValid(bytes)
        ? (PyValue)Encoding.UTF8.GetString(bytes) : new PyBytes(bytes.ToArray());

    private static PyValue[] Texts(int index, ReadOnlySpan<byte> bytes, int count)
    {
        var texts = new PyValue[count];
        for (int i = 0; i < count; i++)
        {
            uint length = bytes.Length < LengthBytes ? uint.MaxValue : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
            if (length > bytes.Length - LengthBytes)
            {
                throw new ModelInputException("InputShape", $"input {index} ends within text {i} of {count}");
            }

            texts[i] = TextOf(bytes.Slice(LengthBytes, (int)length));
            bytes = bytes[(LengthBytes + (int)length)..];
        }

        return bytes.IsEmpty ? texts
            : throw new ModelInputException("InputShape", $"input {index} has {bytes.Length} bytes behind its {count} texts");
    }

    /// <summary>The upper halves of float32 values, which bfloat16 is, made whole.</summary>
    private static byte[] Widened(ReadOnlySpan<byte> bytes)
    {
        var wide = new byte[bytes.Length * 2];
        for (int i = 0; i < bytes.Length; i += 2)
        {
            wide[(2 * i) + 2] = bytes[i];
            wide[(2 * i) + 3] = bytes[i + 1];
        }

        return wide;
    }
}
