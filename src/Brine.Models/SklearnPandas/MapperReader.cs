using Brine.Pickling;

namespace Brine.Models;

/// <summary>Reads sklearn-pandas' DataFrameMapper and TransformerPipeline.</summary>
internal static class MapperReader
{
    internal static DataFrameMapper Read(EstimatorReader reader)
    {
        // Built when it is trained; files of before 1.6 have the list that was given.
        string name = reader.Has("built_features") ? "built_features" : reader.Has("build_features") ? "build_features" : "features";
        PyList entries = reader.Value(name).As<PyList>() ?? throw reader.Missing(name);
        bool takesFrame = reader.Flag("input_df", false);
        MapperPart[] parts = [.. entries.Select((entry, i) => Part(reader, entry, $".{name}[{i}]", takesFrame))];
        string others = reader.Source.TryGetAttribute("built_default", out PyValue given) ? "built_default" : "default";
        given = reader.ValueOrNone(others);
        bool drops = given.TryGetBool(out bool isKept) && !isKept;
        return new(reader.Info, new MapperForm(parts)
        {
            Others = drops ? null : new MapperPart([], Transformers(reader, given, "." + others)) { TakesFrame = takesFrame },
            Dropped = reader.Has("drop_cols") ? EncoderFrame.Names(reader.Value("drop_cols")) ?? throw reader.Missing("drop_cols") : [],
            GivesSparse = reader.Flag("sparse", false),
            OutputNames = reader.Flag("df_out", false)
                ? EncoderFrame.Names(reader.Value("transformed_names_")) ?? throw reader.Missing("transformed_names_") : null,
        });
    }

    private static MapperPart Part(EstimatorReader reader, PyValue entry, string path, bool takesFrame)
    {
        IReadOnlyList<PyValue>? items = entry.As<PyTuple>() as IReadOnlyList<PyValue> ?? entry.As<PyList>();
        if (items is not { Count: 2 or 3 })
        {
            throw reader.Unsupported($"an entry of its features that is no (columns, transformers): {entry}");
        }

        bool isVector = items[0].AsString() is not null;
        IReadOnlyList<string> columns = isVector || items[0].As<PyList>() is not null || items[0].As<PyTuple>() is not null
            ? EncoderFrame.Names(items[0]) ?? [] : throw reader.Unsupported($"columns that are chosen by {items[0]}");
        PyDict? options = items.Count == 3 ? items[2].As<PyDict>() : null;
        bool frame = options is not null && options.TryGetValue("input_df", out PyValue own) ? own.TryGetBool(out bool truth) && truth
            : takesFrame;
        return new MapperPart(columns, Transformers(reader, items[1], path + "[1]")) { IsVector = isVector, TakesFrame = frame };
    }

    private static IReadOnlyList<Estimator> Transformers(EstimatorReader reader, PyValue value, string path) =>
        value.IsNone ? []
        : value.As<PyList>() is { } list
            ? [.. list.Select((item, i) => (item, i)).Where(item => !item.item.IsNone)
                .Select(item => reader.Child(item.item, $"{path}[{item.i}]"))]
        : [reader.Child(value, path)];
}
