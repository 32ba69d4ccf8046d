using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>The label of rows without neighbours.</summary>
/// <param name="Index">Its place among the labels.</param>
/// <param name="Labels">The classes, and behind them the label where it is none of them.</param>
internal readonly record struct OutlierLabel(int Index, Labels Labels)
{
    /// <summary>Finds the label among the classes; null where it is none of them and cannot stand beside them.</summary>
    internal static OutlierLabel? Of(PyValue label, Labels classes)
    {
        NDArray? scalar = NDArray.From(label) is { IsScalar: true } given ? given : null;
        string? text = scalar is not null ? scalar.ToStrings()[0] : label.AsString() ?? label.ToString();
        int index = Array.IndexOf([.. classes.Names], text);
        if (index >= 0)
        {
            return new(index, classes);
        }

        PyValue value = scalar is not null ? scalar[0] : label;
        NDArray? extended = classes.Values.DType.Kind switch
        {
            'i' or 'u' when value.TryGetInt64(out long integer) => NDArray.Of<long>([.. classes.Values.ToInt64s(), integer]),
            'f' when value.TryGetDouble(out double number) => NDArray.Of<double>([.. classes.Values.ToDoubles(), number]),
            'U' when value.AsString() is { } word => NDArray.OfText([.. classes.Values.ToStrings().Select(name => name ?? ""), word]),
            'O' => NDArray.OfObjects([classes.Count + 1], [.. classes.Values.Elements(), value]),
            _ => null,
        };
        return extended is null ? null : new(classes.Count, new Labels(extended));
    }
}
