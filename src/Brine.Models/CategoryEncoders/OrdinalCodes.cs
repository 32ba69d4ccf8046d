using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>The codes that category_encoders' OrdinalEncoder gives the categories of one column, which most encoders begin with
/// (<c>ordinal_encoding</c>).</summary>
internal sealed class OrdinalCodes
{
    private const double UnknownCode = -1;
    private const double MissingCode = -2;

    private OrdinalCodes(string column, List<KeyValuePair<PyValue, double>> categories) => (Column, Categories) = (column, categories);

    internal string Column { get; }

    internal IReadOnlyList<KeyValuePair<PyValue, double>> Categories { get; }

    /// <summary>What a category that is not known becomes: -1, NaN, or null where it is refused.</summary>
    internal double? Unknown { get; private init; }

    /// <summary>What a missing value becomes; null where it is refused.</summary>
    internal double? Missing { get; private init; }

    /// <summary>True where the code of a missing value stands in the map, which keeps the column one of ints.</summary>
    internal bool KnowsMissing { get; private init; }

    /// <summary>Reads the map of an OrdinalEncoder.</summary>
    internal static IReadOnlyList<OrdinalCodes> ReadAll(EstimatorReader reader)
    {
        bool refusesMissing = reader.Text("handle_missing") == "error";
        string? unknown = reader.Text("handle_unknown") ?? "value";
        var all = new List<OrdinalCodes>();
        foreach (PyValue item in reader.Value("mapping").As<PyList>() ?? throw reader.Missing("mapping"))
        {
            if (item.As<PyDict>() is not { } entry || !entry.TryGetValue("col", out PyValue name)
                || !entry.TryGetValue("mapping", out PyValue map) || Entries(map) is not { } entries)
            {
                throw reader.Missing("mapping");
            }

            double? missing = null;
            var categories = new List<KeyValuePair<PyValue, double>>();
            foreach ((PyValue category, double code) in entries)
            {
                if (PandasMissing.Is(category))
                {
                    missing ??= code;
                }
                else
                {
                    categories.Add(new(category, code));
                }
            }

            double? unknownCode = unknown switch { "value" => UnknownCode, "error" => null, _ => double.NaN };
            bool knows = missing is not null;
            missing = reader.Text("handle_missing") == "return_nan" && (missing ?? unknownCode) == MissingCode ? double.NaN
                : missing ?? unknownCode;
            all.Add(new OrdinalCodes(EncoderFrame.NameOf(name), categories)
                { Unknown = unknownCode, Missing = refusesMissing ? null : missing, KnowsMissing = knows && !double.IsNaN(missing ?? 0) });
        }

        return all;
    }

    /// <summary>The encoder inside of another one.</summary>
    internal static IReadOnlyList<OrdinalCodes> Inside(EstimatorReader reader) =>
        reader.Value("ordinal_encoder").As<PyObject>() is { } inner
            ? ReadAll(new EstimatorReader(inner, reader.Path + ".ordinal_encoder"))
            : throw reader.Missing("ordinal_encoder");

    /// <summary>The labels and numbers of a series, or of a dict.</summary>
    internal static IReadOnlyList<(PyValue Label, double Number)>? Entries(PyValue map)
    {
        if (map.As<PyDict>() is { } dict)
        {
            return [.. dict.Select(entry =>
                (entry.Key, ColumnCells.Open(entry.Value).TryGetDouble(out double number) ? number : double.NaN))];
        }

        return Series.From(map) is { } series && series.Values.ToDoubles() is { } numbers
            ? [.. numbers.Select((number, i) => (series.Index[i], number))] : null;
    }
}
