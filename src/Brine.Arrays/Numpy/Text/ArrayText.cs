using System.Globalization;
using System.Text;
using Brine.Pickling;

namespace Brine.Arrays;

/// <summary>Arrays as numpy's <c>repr</c> prints them with its default options: 8 digits, lines of 75, over 1,000 elements only the
/// ends.</summary>
/// <remarks>Follows <c>array_repr</c> and <c>array2string</c> of numpy 2.4, or of numpy 1.24 where asked.</remarks>
internal sealed class ArrayText
{
    private const int Threshold = 1000;
    private const int EdgeItems = 3;
    private const int LineWidth = 75;

    /// <summary>Six at both ends of each of many axes would still be millions.</summary>
    private const int MostShown = 100_000;

    private const string Prefix = "array(";

    private readonly NDArray _array;
    private readonly int[] _shape;
    private readonly bool _isSummary;
    private readonly Func<ArrayCell, string> _text;

    private ArrayText(NDArray array, bool isNumpy1, ArrayNesting nesting)
    {
        _array = array;
        _shape = array.Shape.ToArray();
        _isSummary = array.Length > Threshold;
        var cells = new List<ArrayCell>();
        Collect(cells, 0, 0);
        _text = ElementText.For(array.DType, cells, array.Rank == 0, isNumpy1, nesting);
    }

    internal static string Of(NDArray array, bool isNumpy1 = false) => Of(array, isNumpy1, new ArrayNesting());

    internal static string Of(NDArray array, bool isNumpy1, ArrayNesting nesting)
    {
        if (array.IsScalar && array.Source?.Function is { Name: "scalar" })
        {
            return ScalarText.Of(array, isNumpy1, nesting);
        }

        string elements = array.Length == 0 ? "[]"
            : CountShown(array) > MostShown ? $"<{array.Length} elements>"
                : new ArrayText(array, isNumpy1, nesting).Lines(0, 0, new string(' ', Prefix.Length + 1), LineWidth - 1);
        var extras = new List<string>();
        if ((array.Length == 0 && !array.Shape.SequenceEqual([0])) || (array.Length > Threshold && !isNumpy1))
        {
            extras.Add("shape=" + new PyValue(new PyTuple([.. array.Shape.ToArray().Select(size => (PyValue)size)])));
        }

        if (!DTypeText.IsImplied(array.DType, isNumpy1) || array.Length == 0)
        {
            extras.Add("dtype=" + DTypeText.Short(array.DType, isNumpy1));
        }

        if (extras.Count == 0)
        {
            return Prefix + elements + ")";
        }

        string text = Prefix + elements + ",", extra = string.Join(", ", extras) + ")";
        if (isNumpy1 && extras.Count == 2)
        {
            // numpy 1 counts the shape to the elements.
            (text, extra) = ($"{text} {extras[0]},", extras[1] + ")");
        }

        int last = text.Length - (text.LastIndexOf('\n') + 1);
        return text + (last + extra.Length + 1 > LineWidth ? "\n" + new string(' ', Prefix.Length) : " ") + extra;
    }

    /// <summary>The elements that are printed: all, or those at both ends of each axis.</summary>
    private void Collect(List<ArrayCell> cells, int axis, int index)
    {
        if (axis == _shape.Length)
        {
            cells.Add(Cell(index));
            return;
        }

        foreach (int at in Shown(axis))
        {
            Collect(cells, axis + 1, (index * _shape[axis]) + at);
        }
    }

    private static long CountShown(NDArray array)
    {
        long count = 1;
        foreach (int size in array.Shape)
        {
            count *= array.Length > Threshold ? Math.Min(size, 2 * EdgeItems) : size;
        }

        return count;
    }

    private IEnumerable<int> Shown(int axis)
    {
        int size = _shape[axis];
        bool isCut = _isSummary && size > 2 * EdgeItems;
        for (int i = 0; i < size; i++)
        {
            i = isCut && i == EdgeItems ? size - EdgeItems : i;
            yield return i;
        }
    }

    private ArrayCell Cell(int index) =>
        _array.Objects is null ? new ArrayCell(_array.BytesAt(index), default, false) : new ArrayCell(default, _array[index], true);

    /// <summary>One axis in brackets. There are at most 64 of them: the recursion ends.</summary>
    private string Lines(int axis, int index, string indent, int width)
    {
        if (axis == _shape.Length)
        {
            return _text(Cell(index));
        }

        int left = _shape.Length - axis;
        bool isCut = _isSummary && _shape[axis] > 2 * EdgeItems;
        var words = new List<string>();
        int before = -1;
        foreach (int at in Shown(axis))
        {
            if (isCut && before == EdgeItems - 1)
            {
                words.Add("...");
            }

            before = at;
            words.Add(Lines(axis + 1, (index * _shape[axis]) + at, indent + " ", width - 1));
        }

        string body = left == 1 ? Row(words, indent, width, isCut) : indent + string.Join("," + new string('\n', left - 1) + indent, words);
        return string.Concat("[", body.AsSpan(indent.Length), "]");
    }

    /// <summary>The last axis: words in lines, each but the last with a comma behind it.</summary>
    private static string Row(List<string> words, string indent, int width, bool isCut)
    {
        var text = new StringBuilder();
        string line = indent;
        for (int i = 0; i < words.Count; i++)
        {
            bool isDots = isCut && i == EdgeItems;
            line = Extend(text, line, words[i], width - 1, indent, isDots) + (i < words.Count - 1 ? ", " : "");
        }

        return text.Append(line).ToString();
    }

    private static string Extend(StringBuilder text, string line, string word, int width, string indent, bool isDots)
    {
        string[] parts = isDots ? [word] : word.Split('\n');
        int longest = parts.Max(part => part.Length);
        bool breaks = line.Length + longest > width && line.Length > indent.Length;
        if (breaks)
        {
            text.Append(line.TrimEnd()).Append('\n');
            line = indent;
        }

        if (parts.Length == 1)
        {
            return line + word;
        }

        // An array inside this one: its lines stay below each other.
        string hanging = breaks ? indent : new string(' ', line.Length);
        line += parts[0];
        foreach (string part in parts.AsSpan(1))
        {
            text.Append(line.TrimEnd()).Append('\n');
            line = hanging + part;
        }

        return line + new string(' ', longest - parts[^1].Length);
    }
}
