using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>Makes the array that <c>inverse_transform</c> gives of codes, with numpy's common dtype of all columns.</summary>
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
    /// <param name="asObjects">True when Python gives an array of objects whatever the categories are.</param>
    internal static NDArray Decode(CategoryColumns categories, int[] codes, bool asObjects)
    {
        int width = categories.Count;
        int[] shape = [width == 0 ? 0 : codes.Length / width, width];
        bool objects = asObjects, texts = false, ints = true, bools = true, singles = true;
        for (int c = 0; c < width; c++)
        {
            DType dtype = categories[c].Values.DType;
            objects |= dtype.Kind is 'O' or 'T';
            texts |= dtype.Kind is 'U' or 'S';
            ints &= dtype.Kind is 'i' or 'u' or 'b';
            bools &= dtype.Kind == 'b';
            singles &= dtype is { Kind: 'f', ItemSize: <= 4 };
        }

        if (objects || codes.AsSpan().ContainsAnyInRange(Infrequent, None))
        {
            return NDArray.OfObjects(shape, Fill(codes, width, (c, code) => code switch { None => default, Infrequent => InfrequentName, _ => categories[c][code] }));
        }

        if (texts)
        {
            return NDArray.OfText(Fill(codes, width, (c, code) => categories[c].NameOf(code)), shape);
        }

        return bools ? NDArray.Of(Fill(codes, width, (c, code) => Number(categories[c][code]) != 0), shape)
            : ints ? NDArray.Of(Fill(codes, width, (c, code) => Integer(categories[c][code])), shape)
            : singles ? NDArray.Of(Fill(codes, width, (c, code) => (float)Number(categories[c][code])), shape)
            : NDArray.Of(Fill(codes, width, (c, code) => Number(categories[c][code])), shape);
    }

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
