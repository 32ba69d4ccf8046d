using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>Reads the lists of estimators that ensembles hold.</summary>
internal static class MemberReader
{
    /// <summary>The estimators of an attribute: a list, a tuple, or an array of objects.</summary>
    internal static Estimator[] List(EstimatorReader reader, string name)
    {
        IReadOnlyList<PyValue> items = Items(reader, name);
        return items.Count == 0 ? throw reader.Corrupt(name, "it is empty")
            : [.. items.Select((item, i) => reader.Child(item, $".{name}[{i}]"))];
    }

    /// <summary>The items of an attribute.</summary>
    internal static IReadOnlyList<PyValue> Items(EstimatorReader reader, string name)
    {
        PyValue value = reader.Value(name);
        return value.As<PyList>() is { } list ? list
            : value.As<PyTuple>() is { } tuple ? tuple
            : NDArray.From(value) is { Rank: 1, Objects: not null } array ? [.. array.Elements()]
            : throw reader.Missing(name);
    }

    /// <summary>The estimators as the children of a form, by their places.</summary>
    internal static IReadOnlyList<EstimatorChild> Children(IReadOnlyList<Estimator> members) =>
        [.. members.Select(
            (member, i) =>
                new EstimatorChild(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"estimators_[{i}]"), member))];

    /// <summary>For each class of a member its index among the classes of the ensemble.</summary>
    internal static double[] Indices(EstimatorReader reader, Labels of, Labels among)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int k = 0; k < among.Count; k++)
        {
            places[Key(among, k)] = k;
        }

        var indices = new double[of.Count];
        for (int k = 0; k < of.Count; k++)
        {
            indices[k] = places.TryGetValue(Key(of, k), out int place) ? place
                : throw reader.Corrupt("classes_", $"a member knows the class {of.Names[k]} and the ensemble does not");
        }

        return indices;
    }

    /// <summary>Numbers by their value, as Python compares them; text apart from numbers.</summary>
    private static string Key(Labels labels, int index) =>
        labels[index].TryGetDouble(out double number) ? number.ToString("R", System.Globalization.CultureInfo.InvariantCulture)
            : "'" + labels.Names[index];
}
