using System.Buffers;
using System.Globalization;
using System.Text;
using Brine.Arrays;
using Brine.Pickling;

namespace Brine;

/// <summary>A column of the array that a method answered.</summary>
/// <param name="name">Its name.</param>
/// <param name="array">The array, of one or two dimensions.</param>
/// <param name="width">How many columns the array has.</param>
/// <param name="place">Which of them this is.</param>
internal sealed class ArrayAnswerColumn(string name, NDArray array, int width, int place) : AnswerColumn(name)
{
    internal override bool IsAnswer => true;

    internal override bool IsSingle { get; } = array.DType is { Kind: 'f', ItemSize: 4 };

    /// <summary>The dtype in Python.</summary>
    internal DType DType => array.DType;

    /// <summary>A value; the bytes that Python 2's labels are become text.</summary>
    internal override PyValue this[int row] => array[(row * width) + place] is var value && value.As<PyBytes>() is { } bytes
        ? Encoding.Latin1.GetString(bytes.Span) : value;

    /// <summary>The numbers of the array, where they have this type and lie one behind the other.</summary>
    internal bool TryGetNumbers<T>(out ReadOnlySpan<T> numbers, out int stride, out int first)
        where T : unmanaged
    {
        (stride, first) = (width, place);
        return array.TryGetSpan(out numbers);
    }

    internal override bool TryWrite(int row, CsvFields fields, IBufferWriter<byte> output)
    {
        int index = (row * width) + place;
        return array.TryGetSpan(out ReadOnlySpan<double> doubles) ? CsvFields.TryWrite(doubles[index], output)
            : array.TryGetSpan(out ReadOnlySpan<long> longs) ? CsvFields.TryWrite(longs[index], output)
            : array.TryGetSpan(out ReadOnlySpan<bool> truths) && CsvFields.TryWrite(truths[index], output);
    }

    /// <summary>A float32 prints as numpy prints it: the shortest text that reads back in single precision.</summary>
    internal override string? TextOf(PyValue value) => (IsSingle ? TextOfSingle(value) : null) ?? base.TextOf(value);

    /// <summary>The text of a finite number in single precision, or null.</summary>
    internal static string? TextOfSingle(PyValue value) => value.TryGetDouble(out double number) && double.IsFinite(number)
        ? PyValue.FromDouble(double.Parse(((float)number).ToString("R", CultureInfo.InvariantCulture),
            CultureInfo.InvariantCulture)).ToString() : null;

    protected override Column Part(string title, int first, int count)
    {
        if (array.TryGetSpan(out ReadOnlySpan<double> doubles))
        {
            var numbers = new double[count];
            for (int row = 0; row < count; row++)
            {
                numbers[row] = doubles[((first + row) * width) + place];
            }

            return Column.OfNumbers(title, numbers);
        }

        NDArray column = width == 1 ? array.Reshape(array.Length) : array.Select(1, place);
        return Column.OfArray(title, column).Slice(first, count);
    }
}
