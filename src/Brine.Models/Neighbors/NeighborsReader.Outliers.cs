using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>Reads the labels of rows without neighbors.</summary>
internal static partial class NeighborsReader
{
    /// <summary><c>outlier_label_</c> (one for each output, from 0.23) or <c>outlier_label</c>.</summary>
    private static OutlierLabel[]? Outliers(EstimatorReader reader, IReadOnlyList<Labels> classes)
    {
        string name = reader.Has("outlier_label_") ? "outlier_label_" : "outlier_label";
        if (!reader.Has(name))
        {
            return null;
        }

        PyValue value = reader.Value(name);
        PyValue[] given = value.As<PyList>() is { } list ? [.. list]
            : value.As<PyTuple>() is { } tuple ? [.. tuple]
                : NDArray.From(value) is { IsScalar: false } array ? [.. array.Elements()] : [value];
        bool takesPlaces = reader.SavedBy.IsAtLeast(1, 9);
        var outliers = new OutlierLabel[classes.Count];
        for (int k = 0; k < outliers.Length; k++)
        {
            PyValue label = given.Length == outliers.Length ? given[k]
                : given.Length == 1 ? given[0] : throw reader.Unsupported($"{given.Length} outlier labels for {outliers.Length} outputs");
            outliers[k] = Outlier(label, reader.ValueOrNone("outlier_label"), classes[k], takesPlaces)
                ?? throw reader.Unsupported("an outlier_label that is none of its classes, and of another kind");
        }

        return outliers;
    }

    /// <summary>Finds the label among the classes; null where it is none of them and cannot stand beside them.</summary>
    /// <param name="label">The label.</param>
    /// <param name="asked">The parameter <c>outlier_label</c>, which a counted vote takes instead.</param>
    /// <param name="classes">The classes.</param>
    /// <param name="takesPlaces">True from 1.9, whose counted votes take the parameter for the place of a class.</param>
    private static OutlierLabel? Outlier(PyValue label, PyValue asked, Labels classes, bool takesPlaces)
    {
        int vote = !takesPlaces ? Array.IndexOf([.. classes.Names], TextOf(asked))
            : (NDArray.From(asked) is { IsScalar: true } place ? place[0] : asked).TryGetInt64(out long number) && number >= 0
                && number < classes.Count ? (int)number : -1;
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

    private static string? TextOf(PyValue label) =>
        NDArray.From(label) is { IsScalar: true } scalar ? scalar.ToStrings()[0] : label.AsString() ?? label.ToString();
}
