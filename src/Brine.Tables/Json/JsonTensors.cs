using System.Buffers.Binary;
using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Tables;

/// <summary>The tensors in a request of the Open Inference Protocol: a shape, a datatype, and the values, flat or nested.</summary>
internal static class JsonTensors
{
    internal static bool Is(PyValue value) =>
        value.As<PyDict>() is { } tensor && tensor.ContainsKey("datatype") && tensor.ContainsKey("data") && tensor.ContainsKey("shape");

    internal static string NameOf(PyDict tensor) => tensor.TryGetValue("name", out PyValue name) ? name.AsString() ?? "" : "";

    /// <summary>The sizes that a tensor says it has; -1 stands for what is no size.</summary>
    internal static long[] ShapeOf(PyDict tensor) => tensor.TryGetValue("shape", out PyValue shape) && shape.As<PyList>() is { } said
        ? [.. said.Select(size => size.TryGetInt64(out long length) ? length : -1)] : [];

    internal static string TypeOf(PyDict tensor) =>
        tensor.TryGetValue("datatype", out PyValue type) ? type.AsString() ?? type.ToString() : "";

    /// <exception cref="ModelInputException">The values do not fit the shape or the datatype.</exception>
    internal static NDArray Read(PyDict tensor, int index)
    {
        IReadOnlyList<PyValue> cells = Flat(tensor["data"]);
        long[] said = ShapeOf(tensor);
        if (TensorTypes.Count(said) != cells.Count)
        {
            throw new ModelInputException("InputShape",
                $"input {index} says shape [{string.Join(", ", tensor["shape"].As<PyList>() ?? [])}] and holds {cells.Count} values");
        }

        int[] shape = Array.ConvertAll(said, size => (int)size);
        string type = TypeOf(tensor);
        return TensorTypes.Parse(type, index) is { } dtype ? NDArray.OverBytes(dtype, shape, Bytes(cells, dtype, type, index))
            : NDArray.OfObjects(shape, cells);
    }

    private static List<PyValue> Flat(PyValue data)
    {
        var cells = new List<PyValue>();
        var open = new Stack<PyValue>([data]);
        while (open.TryPop(out PyValue value))
        {
            if (value.As<PyList>() is not { } list)
            {
                cells.Add(value);
                continue;
            }

            for (int i = list.Count - 1; i >= 0; i--)
            {
                open.Push(list[i]);
            }
        }

        return cells;
    }

    private static byte[] Bytes(IReadOnlyList<PyValue> cells, DType dtype, string type, int index)
    {
        int size = dtype.ItemSize;
        var bytes = new byte[checked(cells.Count * size)];
        for (int i = 0; i < cells.Count; i++)
        {
            Span<byte> place = bytes.AsSpan(i * size, size);
            if (dtype.Kind == 'f')
            {
                WriteFloat(place, cells[i].TryGetDouble(out double number) ? number : cells[i].IsNone ? double.NaN
                    : throw NoNumber(cells[i], i, type, index));
            }
            else
            {
                WriteInteger(place, IntegerOf(cells[i], dtype) ?? throw (cells[i].TryGetDouble(out _) || cells[i].IsNone
                    ? new ModelInputException("InputFormat",
                        $"input {index} holds {ColumnCells.Show(cells[i])} at {i}, which is no {type}")
                    : NoNumber(cells[i], i, type, index)));
            }
        }

        return bytes;
    }

    /// <summary>An int in full, or a float without a fraction; null for what the dtype does not hold.</summary>
    private static Int128? IntegerOf(PyValue cell, DType dtype)
    {
        Int128 value;
        if (cell.Kind is PyKind.Int or PyKind.Bool && cell.TryGetBigInteger(out System.Numerics.BigInteger integer))
        {
            if (integer.GetBitLength() > 64)
            {
                return null;
            }

            value = (Int128)integer;
        }
        else if (cell.TryGetDouble(out double number) && double.IsInteger(number) && Math.Abs(number) < 1e20)
        {
            value = (Int128)number;
        }
        else
        {
            return null;
        }

        int bits = dtype.Kind == 'b' ? 1 : dtype.ItemSize * 8;
        Int128 most = (Int128.One << (dtype.Kind == 'i' ? bits - 1 : bits)) - 1;
        return value <= most && value >= (dtype.Kind == 'i' ? -most - 1 : 0) ? value : null;
    }

    private static void WriteInteger(Span<byte> place, Int128 value)
    {
        for (int i = 0; i < place.Length; i++)
        {
            place[i] = (byte)(value & 0xFF);
            value >>= 8;
        }
    }

    private static void WriteFloat(Span<byte> place, double number)
    {
        switch (place.Length)
        {
            case 2:
                BinaryPrimitives.WriteHalfLittleEndian(place, (Half)number);
                break;
            case 4:
                BinaryPrimitives.WriteSingleLittleEndian(place, (float)number);
                break;
            default:
                BinaryPrimitives.WriteDoubleLittleEndian(place, number);
                break;
        }
    }

    private static ModelInputException NoNumber(PyValue cell, int at, string type, int index) =>
        new("InputText", $"input {index} holds {ColumnCells.Show(cell)} at {at}, and its datatype is {type}");
}
