using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>Arrays of labels side by side, with the dtype that numpy finds for all of them: the answers of several outputs.</summary>
internal static class LabelColumns
{
    /// <summary>Makes an array of rows out of columns.</summary>
    /// <param name="columns">One array of one dimension for each output.</param>
    /// <param name="rows">How many items each has.</param>
    internal static NDArray Stack(IReadOnlyList<NDArray> columns, int rows)
    {
        int width = columns.Count;
        if (columns.Any(column => column.Objects is not null))
        {
            var items = new PyValue[rows * width];
            for (int i = 0; i < items.Length; i++)
            {
                items[i] = columns[i % width][i / width];
            }

            return NDArray.OfObjects([rows, width], items);
        }

        if (columns.Any(column => column.DType.Kind is not ('f' or 'i' or 'u' or 'b')))
        {
            string?[][] texts = [.. columns.Select(column => column.ToStrings())];
            return NDArray.OfText([.. Enumerable.Range(0, rows * width).Select(i => texts[i % width][i / width] ?? "None")], rows, width);
        }

        double[][] numbers = [.. columns.Select(column => column.ToDoubles())];
        var values = new double[rows * width];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = numbers[i % width][i / width];
        }

        return NDArray.OfNumbers(values, ColumnNumbers.CommonType(columns.Select(column => column.DType)), rows, width);
    }
}
