using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>The label of rows without neighbours.</summary>
/// <param name="Index">Its place among the labels.</param>
/// <param name="VoteIndex">The class that gets its share where votes are counted while they are searched, or -1.</param>
/// <param name="Labels">The classes, and behind them the label where it is none of them.</param>
internal readonly record struct OutlierLabel(int Index, int VoteIndex, Labels Labels)
{
    /// <summary>Finds the label among the classes; null where it is none of them and cannot stand beside them.</summary>
    /// <param name="label">The label.</param>
    /// <param name="asked">The parameter <c>outlier_label</c>, which a counted vote takes instead.</param>
    /// <param name="classes">The classes.</param>
    /// <param name="takesPlaces">True from 1.9, whose counted votes take the parameter for the place of a class.</param>
    internal static OutlierLabel? Of(PyValue label, PyValue asked, Labels classes, bool takesPlaces)
    {
        int vote = !takesPlaces ? Array.IndexOf([.. classes.Names], TextOf(asked))
            : (NDArray.From(asked) is { IsScalar: true } place ? place[0] : asked).TryGetInt64(out long number) && number >= 0 && number < classes.Count ? (int)number : -1;
        NDArray? scalar = NDArray.From(label) is { IsScalar: true } given ? given : null;
        int index = Array.IndexOf([.. classes.Names], TextOf(label));
        if (index >= 0)
        {
            return new(index, vote, classes);
        }

        PyValue value = scalar is not null ? scalar[0] : label;
        NDArray? extended = classes.Values.DType.Kind switch
        {
            'i' or 'u' when value.TryGetInt64(out long integer) => NDArray.Of<long>([.. classes.Values.ToInt64s(), integer]),
            'f' when value.TryGetDouble(out double real) => NDArray.Of<double>([.. classes.Values.ToDoubles(), real]),
            'U' when value.AsString() is { } word => NDArray.OfText([.. classes.Values.ToStrings().Select(name => name ?? ""), word]),
            'O' => NDArray.OfObjects([classes.Count + 1], [.. classes.Values.Elements(), value]),
            _ => null,
        };
        return extended is null ? null : new(classes.Count, vote, new Labels(extended));
    }

    private static string? TextOf(PyValue label) => NDArray.From(label) is { IsScalar: true } scalar ? scalar.ToStrings()[0] : label.AsString() ?? label.ToString();
}
