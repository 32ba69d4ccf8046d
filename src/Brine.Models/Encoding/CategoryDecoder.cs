using System.Text;
using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>Makes the array that <c>inverse_transform</c> gives of codes: numpy's common dtype of all columns, objects where one of them is
/// None.</summary>
internal static class CategoryDecoder
{
    /// <summary>The code that becomes None.</summary>
    internal const int None = -1;

    /// <summary>The code that becomes <c>infrequent_sklearn</c>.</summary>
    internal const int Infrequent = -2;

    internal const string InfrequentName = "infrequent_sklearn";

    /// <summary>The categories of the codes.</summary>
    /// <param name="categories">The categories.</param>
    /// <param name="codes">As many codes a row as there are columns.</param>
    /// <param name="groups">True when infrequent categories share a name: Python's array is one of objects from the start, each value as it
    /// is.</param>
    /// <param name="hasGaps">True when Python makes objects of the array even if none is None.</param>
    internal static NDArray Decode(CategoryColumns categories, int[] codes, bool groups, bool hasGaps)
    {
        NDArray[] columns = [.. Enumerable.Range(0, categories.Count).Select(column => categories[column].Values)];
        int width = columns.Length;
        int[] shape = [width == 0 ? 0 : codes.Length / width, width];
        if (groups || columns.Any(column => column.DType.Kind is 'O' or 'T'))
        {
            return NDArray.OfObjects(shape,
                Fill(codes, width, (c, code) => code switch { None => default, Infrequent => InfrequentName, _ => categories[c][code] }));
        }

        bool isText = columns.Any(column => column.DType.Kind == 'U');
        DType? common = isText || width == 0 ? null
            : columns.All(column => column.DType.Equals(columns[0].DType)) || columns.Any(column => column.DType.Kind == 'S')
            ? columns[0].DType
            : ColumnNumbers.CommonType(columns.Select(column => column.DType));
        if (hasGaps || codes.AsSpan().Contains(None))
        {
            return NDArray.OfObjects(shape,
                Fill(codes, width,
                    (c, code) => code == None ? default : isText ? categories[c].NameOf(code) : Promote(categories[c][code], common!)));
        }

        return isText || common is null ? NDArray.OfText(Fill(codes, width, (c, code) => categories[c].NameOf(code)), shape)
            : columns.All(column => column.DType.Equals(common)) ? Copy(columns, codes, common, shape)
            : common.Kind == 'S' ? Bytes(columns, codes, shape)
            : common.Equals(DType.Int64) ? NDArray.Of(Fill(codes, width, (c, code) => Integer(categories[c][code])), shape)
            : NDArray.OfNumbers(Fill(codes, width, (c, code) => Number(categories[c][code])), common, shape);
    }

    /// <summary>Columns of one dtype: the bytes of their elements.</summary>
    private static NDArray Copy(NDArray[] columns, int[] codes, DType dtype, ReadOnlySpan<int> shape)
    {
        ReadOnlyMemory<byte>[] bytes = [.. columns.Select(column => column.ToContiguous())];
        int size = dtype.ItemSize;
        var copied = new byte[checked(codes.Length * size)];
        for (int i = 0; i < codes.Length; i++)
        {
            bytes[i % columns.Length].Span.Slice(codes[i] * size, size).CopyTo(copied.AsSpan(i * size));
        }

        return NDArray.OverBytes(DType.Parse(dtype.Descriptor.Replace('>', '<')), shape, copied);
    }

    /// <summary>Bytes, as wide as those of the widest column.</summary>
    private static NDArray Bytes(NDArray[] columns, int[] codes, ReadOnlySpan<int> shape)
    {
        int size = columns.Max(column => column.DType.Kind == 'S' ? column.DType.ItemSize : 0);
        var padded = new byte[checked(codes.Length * size)];
        for (int i = 0; i < codes.Length; i++)
        {
            PyValue value = columns[i % columns.Length][codes[i]];
            byte[] text = value.As<PyBytes>() is { } bytes ? bytes.Span.ToArray() : Encoding.ASCII.GetBytes(value.ToString());
            text.AsSpan(0, Math.Min(size, text.Length)).CopyTo(padded.AsSpan(i * size));
        }

        return NDArray.OverBytes(DType.Parse($"S{size}"), shape, padded);
    }

    private static PyValue Promote(PyValue value, DType common) => common.Kind switch
    {
        'f' => Number(value),
        'i' or 'u' when value.Kind == PyKind.Bool => Integer(value),
        _ => value,
    };

    private static T[] Fill<T>(int[] codes, int width, Func<int, int, T> value)
    {
        var items = new T[codes.Length];
        for (int i = 0; i < items.Length; i++)
        {
            items[i] = value(i % width, codes[i]);
        }

        return items;
    }

    private static double Number(PyValue value) => value.TryGetDouble(out double number) ? number : double.NaN;

    private static long Integer(PyValue value) => value.TryGetInt64(out long integer) ? integer : unchecked((long)Number(value));
}
