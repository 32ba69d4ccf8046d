using Brine.Arrays;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Brine;

/// <summary>A column of ML.NET's data, collected value by value as a column of a table.</summary>
internal abstract class DataViewColumn
{
    /// <param name="column">The column.</param>
    /// <param name="isDocument">True where an empty text is a document; else it is a gap, for which ML.NET's texts have nothing
    /// else.</param>
    /// <exception cref="ModelInputException">The column holds what no table holds.</exception>
    internal static DataViewColumn Of(DataViewSchema.Column column, bool isDocument = false) => column.Type switch
    {
        VectorDataViewType { IsKnownSize: true, ItemType: var item } vector when item == NumberDataViewType.Single =>
            new DataViewVector<float>(column, vector.Size, number => number),
        VectorDataViewType { IsKnownSize: true, ItemType: var item } vector when item == NumberDataViewType.Double =>
            new DataViewVector<double>(column, vector.Size, number => number),
        KeyDataViewType => new DataViewKeys(column),
        TextDataViewType => new DataViewValues<ReadOnlyMemory<char>>(column, (name, texts) =>
            Column.OfText(name, [.. texts.Select(text => text.IsEmpty && !isDocument ? null : text.ToString())])),
        BooleanDataViewType => new DataViewValues<bool>(column, (name, truths) =>
            Column.OfNumbers(name, [.. truths.Select(truth => truth ? 1.0 : 0.0)], DType.Bool)),
        NumberDataViewType number => Of(column, number),
        _ => throw new ModelInputException("InputColumns", $"the column '{column.Name}' holds {column.Type}, which no table of Brine's "
            + "holds: leave it out, or convert it"),
    };

    /// <summary>What takes in the value of the row at which a cursor stands.</summary>
    internal abstract Action Open(DataViewRow row);

    /// <summary>The values that were taken in.</summary>
    internal abstract Column Finish();

    private static DataViewColumn Of(DataViewSchema.Column column, NumberDataViewType type) =>
        type == NumberDataViewType.Double ? Numbers<double>(column)
        : type == NumberDataViewType.Single ? Numbers<float>(column)
        : type == NumberDataViewType.Int64 ? Numbers<long>(column)
        : type == NumberDataViewType.Int32 ? Numbers<int>(column)
        : type == NumberDataViewType.Int16 ? Numbers<short>(column)
        : type == NumberDataViewType.SByte ? Numbers<sbyte>(column)
        : type == NumberDataViewType.UInt64 ? Numbers<ulong>(column)
        : type == NumberDataViewType.UInt32 ? Numbers<uint>(column)
        : type == NumberDataViewType.UInt16 ? Numbers<ushort>(column) : Numbers<byte>(column);

    private static DataViewValues<T> Numbers<T>(DataViewSchema.Column column)
        where T : unmanaged => new(column, (name, numbers) => Column.OfArray(name, NDArray.Of(numbers.ToArray())));
}

/// <summary>A column of single values.</summary>
/// <typeparam name="T">What a value is to ML.NET.</typeparam>
/// <param name="column">The column.</param>
/// <param name="make">Makes a column of a table of the values.</param>
internal sealed class DataViewValues<T>(DataViewSchema.Column column, Func<string, List<T>, Column> make) : DataViewColumn
{
    private readonly List<T> _values = [];

    internal override Action Open(DataViewRow row)
    {
        ValueGetter<T> getter = row.GetGetter<T>(column);
        return () =>
        {
            T value = default!;
            getter(ref value);
            _values.Add(value);
        };
    }

    internal override Column Finish()
    {
        Column made = make(column.Name, _values);
        _values.Clear();
        return made;
    }
}
