using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Tables;

/// <summary>The tensors in a request of the Open Inference Protocol: a shape, a datatype, and the values, flat or nested.</summary>
internal static class JsonTensors
{
    internal static bool Is(PyValue value) =>
        value.As<PyDict>() is { } tensor && tensor.ContainsKey("datatype") && tensor.ContainsKey("data") && tensor.ContainsKey("shape");

    /// <exception cref="ModelInputException">The values do not fit the shape or the datatype.</exception>
    internal static NDArray Read(PyDict tensor, int index)
    {
        var cells = new List<PyValue>();
        var open = new Stack<PyValue>([tensor["data"]]);
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

        PyList said = tensor["shape"].As<PyList>() ?? [];
        int[] shape = [.. said.Select(size => size.TryGetInt64(out long length) && length is >= 0 and <= int.MaxValue ? (int)length : -1)];
        long count = 1;
        foreach (int size in shape)
        {
            count = size < 0 || count > int.MaxValue ? -1 : count * size;
        }

        if (shape.Length == 0 || count != cells.Count)
        {
            throw new ModelInputException("InputShape",
                $"input {index} says shape [{string.Join(", ", said)}] and holds {cells.Count} values");
        }

        string type = tensor["datatype"].AsString() ?? "";
        DType? dtype = type switch
        {
            "FP64" => DType.Float64,
            "FP32" => DType.Float32,
            "INT64" => DType.Int64,
            "INT32" => DType.Int32,
            "BOOL" => DType.Bool,
            "INT8" or "INT16" => DType.Int32,
            "UINT8" or "UINT16" or "UINT32" => DType.Int64,
            "BYTES" => null,
            _ =>
                throw new ModelInputException("InputFormat",
                    $"input {index} has the datatype '{type}'; FP64, FP32, INT64, INT32, BOOL and BYTES are read"),
        };
        if (dtype is null)
        {
            return NDArray.OfObjects(shape, cells);
        }

        double[] numbers = [
            .. cells.Select(
                (cell, i) => cell.TryGetDouble(out double number) ? number
                    : cell.IsNone ? double.NaN
                        : throw new ModelInputException("InputText",
                            $"input {index} holds {ColumnCells.Show(cell)} at {i}, and its datatype is {type}"))];
        (double least, double most) = type switch
        {
            "BOOL" => (0, 1),
            "INT8" => (sbyte.MinValue, sbyte.MaxValue),
            "INT16" => (short.MinValue, short.MaxValue),
            "INT32" => (int.MinValue, int.MaxValue),
            "INT64" => (-9223372036854775808.0, 9223372036854774784.0),
            "UINT8" => (0, byte.MaxValue),
            "UINT16" => (0, ushort.MaxValue),
            "UINT32" => (0, uint.MaxValue),
            _ => (double.NegativeInfinity, double.PositiveInfinity),
        };
        int odd = dtype.Kind == 'f' ? -1
            : Array.FindIndex(numbers, number => !(double.IsInteger(number) && number >= least && number <= most));
        if (odd >= 0)
        {
            throw new ModelInputException("InputFormat",
                $"input {index} holds {ColumnCells.Show(cells[odd])} at {odd}, which is no {type}");
        }

        return dtype.Kind switch
        {
            'b' => NDArray.Of(Array.ConvertAll(numbers, number => number != 0), shape),
            'i' when dtype.ItemSize == 4 => NDArray.Of(Array.ConvertAll(numbers, number => (int)number), shape),
            'i' => NDArray.Of(Array.ConvertAll(numbers, number => (long)number), shape),
            _ when dtype.ItemSize == 4 => NDArray.Of(Array.ConvertAll(numbers, number => (float)number), shape),
            _ => NDArray.Of(numbers, shape),
        };
    }
}
