using Brine.Pickling;

namespace Brine.Arrays;

/// <summary>Columns made in .NET.</summary>
public abstract partial class PandasArray
{
    /// <summary>A column of numbers or bools of one numpy type, not copied; a missing float is NaN.</summary>
    public static PandasArray Of<T>(T[] values)
        where T : unmanaged => OfNumpy(NDArray.Of(values));

    /// <summary>A column of a numpy array of one dimension.</summary>
    /// <exception cref="ArgumentException">The array has another number of dimensions.</exception>
    public static PandasArray Of(NDArray values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return values.Rank == 1 ? OfNumpy(values)
            : throw new ArgumentException($"a column has one dimension, the array has {values.Rank}", nameof(values));
    }

    /// <summary>A column of text in Python objects, which every pandas reads; a missing one is None.</summary>
    public static PandasArray OfText(IReadOnlyList<string?> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var objects = new PyValue[values.Count];
        for (int i = 0; i < objects.Length; i++)
        {
            objects[i] = values[i];
        }

        return new NumpyColumn(NDArray.OfObjects([objects.Length], objects));
    }

    /// <summary>A column of pandas' nullable ints, floats or bools: <c>Int64</c>, <c>Float64</c>, <c>boolean</c>...</summary>
    public static PandasArray OfNullable<T>(IReadOnlyList<T?> values)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(values);
        var given = new T[values.Count];
        var mask = new bool[values.Count];
        for (int i = 0; i < mask.Length; i++)
        {
            mask[i] = values[i] is null;
            given[i] = values[i].GetValueOrDefault();
        }

        NDArray array = NDArray.Of(given);
        string className = array.DType.Kind switch { 'b' => "BooleanArray", 'f' => "FloatingArray", _ => "IntegerArray" };
        return new NullableArray(array, NDArray.Of(mask), className);
    }

    /// <summary>A column of times to the nanosecond, without a zone; null becomes NaT.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A time lies outside the years 1678 to 2262, which is as far as nanoseconds
    /// reach.</exception>
    public static PandasArray OfTimes(IReadOnlyList<DateTime?> values) => TimesOf(values, default);

    /// <summary>A column of times to the nanosecond, in UTC; null becomes NaT.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A time lies outside the years 1678 to 2262, which is as far as nanoseconds
    /// reach.</exception>
    public static PandasArray OfTimes(IReadOnlyList<DateTimeOffset?> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return TimesOf([.. values.Select(value => value?.UtcDateTime)], ZonedTime.ZoneOf("UTC"));
    }

    /// <summary>A column of categories of text; null is missing.</summary>
    /// <param name="values">The values.</param>
    /// <param name="categories">The categories in their order; those that occur, sorted, when left out.</param>
    /// <param name="isOrdered">True when the categories have an order of size.</param>
    /// <exception cref="ArgumentException">A value is none of the categories.</exception>
    public static PandasArray OfCategories(IReadOnlyList<string?> values, IReadOnlyList<string>? categories = null, bool isOrdered = false)
    {
        ArgumentNullException.ThrowIfNull(values);
        categories ??= [.. values.OfType<string>().Distinct().Order(StringComparer.Ordinal)];
        var numbers = new Dictionary<string, int>(categories.Count, StringComparer.Ordinal);
        foreach (string category in categories)
        {
            numbers.Add(category, numbers.Count);
        }

        int[] codes = [
            .. values.Select(
                value => value is null ? -1
                    : numbers.TryGetValue(value, out int code) ? code
                        : throw new ArgumentException($"'{value}' is none of the categories", nameof(values)))];
        NDArray array = categories.Count <= sbyte.MaxValue ? NDArray.Of(Array.ConvertAll(codes, code => (sbyte)code))
            : categories.Count <= short.MaxValue ? NDArray.Of(Array.ConvertAll(codes, code => (short)code)) : NDArray.Of(codes);
        return new Categorical(array, PandasIndex.Of(OfText([.. categories])), isOrdered, "Categorical");
    }

    private static DatetimeArray TimesOf(IReadOnlyList<DateTime?> values, PyValue zone)
    {
        ArgumentNullException.ThrowIfNull(values);
        var ticks = new long[values.Count];
        for (int i = 0; i < ticks.Length; i++)
        {
            Int128 nanoseconds = values[i] is { } time ? (Int128)(time - DateTime.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick
                : long.MinValue;
            ticks[i] = nanoseconds <= long.MaxValue && (nanoseconds > long.MinValue || values[i] is null) ? (long)nanoseconds
                : throw new ArgumentOutOfRangeException(nameof(values), $"{values[i]:yyyy} lies outside the years 1678 to 2262");
        }

        return new DatetimeArray(NDArray.OverBytes(DType.Parse("<M8[ns]"), [ticks.Length], new ArrayMemory<long>(ticks).Memory), zone, null,
            "DatetimeArray");
    }
}
