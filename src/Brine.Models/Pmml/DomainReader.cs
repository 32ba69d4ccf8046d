using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>Reads sklearn2pmml's domains.</summary>
internal static class DomainReader
{
    internal static Domain Continuous(EstimatorReader reader)
    {
        DomainForm form = Common(reader);
        if (reader.Has("data_min_") != reader.Has("data_max_"))
        {
            throw reader.Missing(reader.Has("data_min_") ? "data_max_" : "data_min_");
        }

        if (reader.Has("data_min_"))
        {
            double[] least = reader.NumericArray("data_min_").ToDoubles(), most = reader.NumericArray("data_max_").ToDoubles();
            if (least.Length == 0 || least.Length != most.Length || (reader.FeatureCount is { } count && count != least.Length))
            {
                throw reader.Corrupt("data_min_", $"it has {least.Length} numbers, and data_max_ has {most.Length}");
            }

            form = form with { Least = least, Most = most };
        }

        string outliers = reader.Text("outlier_treatment") ?? "as_is";
        return new(reader.Info, outliers switch
        {
            "as_is" => form,
            "as_missing_values" or "as_extreme_values" => form with
            {
                Low = reader.Double("low_value"), High = reader.Double("high_value"), OutliersAreMissing = outliers == "as_missing_values",
            },
            _ => throw reader.Unsupported($"outlier_treatment='{outliers}'"),
        });
    }

    internal static Domain Discrete(EstimatorReader reader)
    {
        // data_ up to 0.99, and one column; from then on data_values_, a list of arrays where there are several.
        string name = reader.Has("data_values_") ? "data_values_" : "data_";
        DomainForm form = Common(reader);
        if (!reader.Has(name))
        {
            return reader.Flag("with_data", true) ? throw reader.Missing("data_values_")
                : throw reader.Unsupported("with_data=False");
        }

        PyValue value = reader.Value(name);
        PyValue[][] values = value.As<PyList>() is { Count: > 0 } list && NDArray.From(list[0]) is { Rank: 1 }
            ? [.. list.Select(item => NDArray.From(item) is { } array ? Values(reader, name, array) : throw reader.Missing(name))]
            : [Values(reader, name, reader.Array(name))];
        return reader.FeatureCount is { } count && count != values.Length
            ? throw reader.Corrupt(name, $"it has values of {values.Length} columns, and there are {count}")
            : new(reader.Info, form with { Values = values });
    }

    internal static MultiDomain Several(EstimatorReader reader) =>
        new(reader.Info, new DomainsForm([.. (reader.Value("domains").As<PyList>() ?? throw reader.Missing("domains"))
            .Select((item, i) => item.IsNone ? null : reader.Child(item, $".domains[{i}]"))]));

    internal static PassThrough Nothing(EstimatorReader reader) => new(reader.Info);

    private static DomainForm Common(EstimatorReader reader)
    {
        if (reader.Has("dtype"))
        {
            throw reader.Unsupported($"dtype={reader.Value("dtype")}");
        }

        PyValue missing = reader.ValueOrNone("missing_values");
        return new DomainForm
        {
            MissingValues = missing.IsNone ? []
                : missing.As<PyList>() is { } list ? [.. list.Select(ColumnCells.Open)] : [ColumnCells.Open(missing)],
            RefusesMissing = reader.Text("missing_value_treatment") == "return_invalid",
            MissingReplacement = reader.Has("missing_value_replacement") ? ColumnCells.Open(reader.Value("missing_value_replacement"))
                : (PyValue?)null,
            Invalid = (reader.Text("invalid_value_treatment") ?? "return_invalid") switch
            {
                "return_invalid" => DomainTreatment.Refused,
                "as_is" => DomainTreatment.Stays,
                "as_missing" => DomainTreatment.Missing,
                "as_value" => DomainTreatment.Replaced,
                var other => throw reader.Unsupported($"invalid_value_treatment='{other}'"),
            },
            InvalidReplacement = ColumnCells.Open(reader.ValueOrNone("invalid_value_replacement")),
        };
    }

    private static PyValue[] Values(EstimatorReader reader, string name, NDArray array) =>
        array.Elements().Select(ColumnCells.Open).ToArray() is var values && !new CellSet(values).HasOthers ? values
            : throw reader.Unsupported($"values in {name} that are neither text nor numbers");
}
