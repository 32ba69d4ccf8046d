using System.Numerics;
using Apache.Arrow;
using Apache.Arrow.Arrays;
using Apache.Arrow.Types;
using Brine.Arrays;
using Brine.Pickling;
using Brine.Tables;
using Column = Brine.Tables.Column;
using StringArray = Apache.Arrow.StringArray;

namespace Brine;

/// <summary>Arrays of Apache.Arrow as columns of tables.</summary>
internal static class ArrowArrays
{
    /// <exception cref="ModelInputException">The array holds what no table holds.</exception>
    internal static Column Read(string name, IArrowArray array)
    {
        bool[]? gaps = GapsOf(array);
        return array switch
        {
            DoubleArray numbers => MaskedColumns.Floats(name, numbers.Values, gaps, isNullable: false),
            FloatArray numbers => MaskedColumns.Floats(name, numbers.Values, gaps, isNullable: false),
            HalfFloatArray numbers => MaskedColumns.Floats(name, numbers.Values, gaps, isNullable: false),
            Int64Array numbers => MaskedColumns.Ints(name, numbers.Values, gaps, isNullable: false),
            Int32Array numbers => MaskedColumns.Ints(name, numbers.Values, gaps, isNullable: false),
            Int16Array numbers => MaskedColumns.Ints(name, numbers.Values, gaps, isNullable: false),
            Int8Array numbers => MaskedColumns.Ints(name, numbers.Values, gaps, isNullable: false),
            UInt64Array numbers => MaskedColumns.Ints(name, numbers.Values, gaps, isNullable: false),
            UInt32Array numbers => MaskedColumns.Ints(name, numbers.Values, gaps, isNullable: false),
            UInt16Array numbers => MaskedColumns.Ints(name, numbers.Values, gaps, isNullable: false),
            UInt8Array numbers => MaskedColumns.Ints(name, numbers.Values, gaps, isNullable: false),
            BooleanArray truths => MaskedColumns.Bools(name, Each(truths, row => truths.GetValue(row) == true), gaps, isNullable: false),
            StringArray texts => Column.OfText(name, Texts(texts, (row, known) => known.Of(texts.GetBytes(row)))),
            LargeStringArray texts => Column.OfText(name, Texts(texts, (row, known) => known.Of(texts.GetBytes(row)))),
            StringViewArray texts => Column.OfText(name, Texts(texts, (row, known) => known.Of(texts.GetBytes(row)))),
            Date32Array days => Times(name, "D", MaskedColumns.Spread(days.Values, gaps, day => (long)day, long.MinValue)),
            Date64Array dates => Times(name, "ms", MaskedColumns.Spread(dates.Values, gaps, date => date, long.MinValue)),
            TimestampArray times => Times(name, ((TimestampType)times.Data.DataType).Unit switch
            {
                TimeUnit.Second => "s",
                TimeUnit.Millisecond => "ms",
                TimeUnit.Microsecond => "us",
                _ => "ns",
            }, MaskedColumns.Spread(times.Values, gaps, time => time, long.MinValue)),
            Decimal128Array numbers => Decimals(name, numbers, numbers.Scale),
            Decimal256Array numbers => Decimals(name, numbers, numbers.Scale),
            NullArray => Column.OfText(name, new string?[array.Length]),
            DictionaryArray words => OfDictionary(name, words),
            _ => throw new ModelInputException("InputTable", $"the column '{name}' of the batch holds values of the kind "
                + $"{array.Data.DataType.Name}, which no table of Brine's holds: leave it out"),
        };
    }

    private static bool[]? GapsOf(IArrowArray array) => array.NullCount == 0 ? null : Each(array, array.IsNull);

    private static T[] Each<T>(IArrowArray array, Func<int, T> value)
    {
        var all = new T[array.Length];
        for (int row = 0; row < all.Length; row++)
        {
            all[row] = value(row);
        }

        return all;
    }

    private static string?[] Texts(IArrowArray array, Func<int, KnownTexts, string> text)
    {
        var known = new KnownTexts();
        return Each(array, row => array.IsNull(row) ? null : text(row, known));
    }

    private static Column Times(string name, string unit, long[] ticks) =>
        Column.OfArray(name, TimeValues.Of(ticks, DType.Parse($"<M8[{unit}]")));

    private static Column Decimals(string name, FixedSizeBinaryArray numbers, int scale) =>
        Column.OfCells(name, Each(numbers, row => numbers.IsNull(row) ? PyValue.None
            : MaskedColumns.Decimal(new BigInteger(numbers.GetBytes(row)), scale)));

    private static Column OfDictionary(string name, DictionaryArray array)
    {
        Column words = Read(name, array.Dictionary);
        Column places = Read("", array.Indices);
        int PlaceOf(int row) => places.Numbers![row] is >= 0 and var place && place < words.Length ? (int)place
            : throw new ModelInputException("InputTable", $"the dictionary of the column '{name}' has no word {places.TextAt(row)}");
        return words.Texts is { } texts ? Column.OfText(name, Each(array, row => array.IsNull(row) ? null : texts[PlaceOf(row)]))
            : CellColumn.Of(name, Each(array, row => array.IsNull(row) || words.IsMissing(PlaceOf(row)) ? default
                : words.ElementDType is null ? words[PlaceOf(row)] : words.ElementAt(PlaceOf(row))), default);
    }
}
