using System.Globalization;
using System.Text;
using Brine.Arrays;
using Brine.Models;
using Brine.Pickling;

namespace Brine.Tests.Models;

/// <summary>An answer as one text a row, in which every bit of a float can be seen.</summary>
internal static class RowAnswers
{
    /// <summary>The texts of an answer to some rows.</summary>
    internal static string[] Of(string method, Answer answer, Features asked)
    {
        // Lists of one item a row: the labels or words of each, the neighbors of each within a radius.
        int listsAt = method == "inverse_transform" ? 0 : method == "radius_neighbors" ? 1 : -1;
        var rows = Enumerable.Range(0, asked.RowCount).Select(_ => new StringBuilder()).ToArray();
        Add(answer, rows, listsAt, asked is Images);
        return [.. rows.Select(row => row.ToString())];
    }

    private static void Add(Answer answer, StringBuilder[] rows, int listsAt, bool ofImages = false)
    {
        if (answer.Parts is { } parts)
        {
            if (listsAt == 0)
            {
                for (int row = 0; row < rows.Length; row++)
                {
                    Write(parts[row].ToArray(), rows[row]);
                }

                return;
            }

            foreach (Answer part in parts)
            {
                Add(part, rows, listsAt - 1);
            }

            return;
        }

        NDArray array = answer.ToArray();
        if (ofImages)
        {
            // As many patches of each image.
            for (int patch = 0, each = array.Shape[0] / rows.Length; patch < array.Shape[0]; patch++)
            {
                Write(array.Select(0, patch), rows[patch / each]);
            }

            return;
        }

        if (array.Rank == 3 && array.Shape[0] != rows.Length)
        {
            // The probabilities of each member of a vote, one after the other.
            foreach (int member in Enumerable.Range(0, array.Shape[0]))
            {
                Add(array.Select(0, member), rows, -1);
            }

            return;
        }

        for (int row = 0; row < rows.Length && array.Rank > 0 && array.Shape[0] == rows.Length; row++)
        {
            Write((array.Rank == 1 ? array.Reshape(array.Length, 1) : array).Select(0, row), rows[row]);
        }
    }

    private static void Write(NDArray array, StringBuilder text)
    {
        if (array.DType.Kind is 'f' or 'i' or 'u' or 'b')
        {
            foreach (double value in array.ToDoubles())
            {
                text.Append(CultureInfo.InvariantCulture, $"{BitConverter.DoubleToInt64Bits(value):x} ");
            }

            return;
        }

        foreach (PyValue value in array.Elements())
        {
            text.Append(value.ToString()).Append(' ');
        }
    }
}
