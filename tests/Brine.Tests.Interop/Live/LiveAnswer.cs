using System.Globalization;
using System.Text.Json;
using Brine.Arrays;
using Brine.Models;
using Brine.Pickling;

namespace Brine.Tests.Live;

/// <summary>An answer as both sides give it: numbers, or cells that keep their kind; or an error.</summary>
internal sealed class LiveAnswer
{
    /// <summary>What Python raised, or null.</summary>
    internal string? Raises { get; private init; }

    /// <summary>The parts of a list or tuple, or null.</summary>
    internal IReadOnlyList<LiveAnswer>? Parts { get; private init; }

    internal int[] Shape { get; private init; } = [];

    /// <summary>numpy's name of the dtype, <c>U</c> for text.</summary>
    internal string DType { get; private init; } = "";

    /// <summary>The numbers, of a sparse matrix those that are stored; null for cells.</summary>
    internal double[]? Numbers { get; private init; }

    /// <summary>The cells, a letter for the kind before the text; null for numbers.</summary>
    internal string[]? Cells { get; private init; }

    /// <summary>Row and column of each stored number of a sparse matrix; null for a dense one.</summary>
    internal (int Row, int Column)[]? Places { get; private init; }

    internal static LiveAnswer Read(JsonElement element)
    {
        if (element.TryGetProperty("raises", out JsonElement raised))
        {
            return new LiveAnswer { Raises = raised.GetString() };
        }

        if (element.TryGetProperty("parts", out JsonElement parts))
        {
            return new LiveAnswer { Parts = [.. parts.EnumerateArray().Select(Read)] };
        }

        string dtype = element.GetProperty("dtype").GetString()!;
        int[] shape = Ints(element.GetProperty("shape"));
        return element.TryGetProperty("cells", out JsonElement cells)
            ? new LiveAnswer { DType = dtype, Shape = shape, Cells = [.. cells.EnumerateArray().Select(cell => cell.GetString()!)] }
            : new LiveAnswer
            {
                DType = dtype,
                Shape = shape,
                Numbers = NumbersOf(dtype, element.GetProperty("bytes").GetBytesFromBase64()),
                Places = element.TryGetProperty("starts", out JsonElement starts)
                    ? PlacesOf(Ints(starts), Ints(element.GetProperty("columns"))) : null,
            };
    }

    internal static LiveAnswer Of(Answer answer) => answer switch
    {
        { Parts: { } parts } => new LiveAnswer { Parts = [.. parts.Select(Of)] },
        { Sparse: { } sparse } => OfSparse(sparse),
        _ => OfArray(answer.ToArray()),
    };

    internal static LiveAnswer OfNumbers(string dtype, int[] shape, double[] numbers) =>
        new() { DType = dtype, Shape = shape, Numbers = numbers };

    private static LiveAnswer OfSparse(CsrMatrix matrix)
    {
        (int Row, int Column)[] places = PlacesOf(matrix.Starts, matrix.Columns);
        double[] numbers = [.. matrix.Data];
        Array.Sort([.. places], numbers);
        Array.Sort(places);
        return new LiveAnswer
            { DType = matrix.DType.Name, Shape = [matrix.RowCount, matrix.ColumnCount], Numbers = numbers, Places = places };
    }

    private static LiveAnswer OfArray(NDArray array) => array.DType.Kind is 'f' or 'i' or 'u' or 'b'
        ? new LiveAnswer { DType = array.DType.Name, Shape = array.Shape.ToArray(), Numbers = array.ToDoubles() }
        : new LiveAnswer
            { DType = array.DType.Kind == 'U' ? "U" : array.DType.Name, Shape = array.Shape.ToArray(),
                Cells = [.. array.Elements().Select(Cell)] };

    private static string Cell(PyValue value) => value.Kind switch
    {
        PyKind.None => "none",
        PyKind.Bool => $"b:{value}",
        PyKind.Int => $"i:{value}",
        PyKind.Float when value.TryGetDouble(out double number) =>
            double.IsNaN(number) ? "f:nan" : "f:" + BitConverter.DoubleToInt64Bits(number).ToString("x16", CultureInfo.InvariantCulture),
        PyKind.Str => "s:" + value.AsString(),
        _ when PandasMissing.IsNA(value) => "na",
        _ when PandasMissing.IsNaT(value) => "nat",
        _ => "?:" + value.Kind,
    };

    private static (int Row, int Column)[] PlacesOf(int[] starts, int[] columns) =>
        [.. Enumerable.Range(0, starts.Length - 1)
            .SelectMany(row => Enumerable.Range(starts[row], starts[row + 1] - starts[row]).Select(at => (row, columns[at])))];

    private static double[] NumbersOf(string dtype, byte[] bytes)
    {
        char kind = dtype[0];
        int size = kind == 'b' ? 1 : int.Parse(dtype.AsSpan(dtype.IndexOfAnyInRange('0', '9')), CultureInfo.InvariantCulture) / 8;
        return NDArray.OverBytes(Brine.Arrays.DType.Parse(string.Create(CultureInfo.InvariantCulture, $"{kind}{size}")),
            [bytes.Length / size], bytes).ToDoubles();
    }

    private static int[] Ints(JsonElement list) => [.. list.EnumerateArray().Select(item => item.GetInt32())];
}
