using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>What all encoders of category_encoders have: the columns of the training, those that come out, and those that are dropped
/// because they did not vary (<c>BaseEncoder</c>).</summary>
internal static class EncoderFrame
{
    private const string Intercept = "intercept";

    /// <summary>The names of the columns that are encoded (<c>cols</c>).</summary>
    internal static IReadOnlyList<string> Columns(EstimatorReader reader) => Names(reader.Value("cols")) ?? throw reader.Missing("cols");

    internal static FrameTransformer Make(EstimatorReader reader, IReadOnlyList<FrameStep> steps, bool isContrast = false)
    {
        RefuseGroups(reader);
        var all = new List<FrameStep>(steps);
        IReadOnlyList<string> dropped = Names(reader.ValueOrNone("invariant_cols")) ?? Names(reader.ValueOrNone("drop_cols")) ?? [];
        if (reader.Flag("drop_invariant", false) && dropped.Count > 0)
        {
            all.Add(new DropStep(dropped));
        }

        IReadOnlyList<string>? outputs = Names(reader.ValueOrNone("feature_names_out_")) ?? Names(reader.ValueOrNone("feature_names"));
        int? width = reader.TryInt("_dim", out int dimension) ? dimension : reader.FeatureCount;
        if (isContrast && width is not null && HasIntercept(reader, outputs, dropped))
        {
            all.Insert(steps.Count, new ConstantStep(Intercept, 1));
        }

        IReadOnlyList<string>? inputs = Names(reader.ValueOrNone("feature_names_in_")) ?? (outputs is null ? null
            : InputsOf(isContrast && outputs is [Intercept, ..] ? [.. outputs.Skip(1)] : outputs, [.. steps.OfType<CategoryStep>()],
                width));
        var form = new FrameForm(all) { OutputNames = outputs, GivesArray = !reader.Flag("return_df", true) };
        return new(reader.Info, form, IsNumbered(inputs) ? null : inputs, width ?? inputs?.Count);
    }

    /// <summary>The names in a list or an array; those that are numbers as text.</summary>
    internal static IReadOnlyList<string>? Names(PyValue value) =>
        value.AsString() is { } text ? [text]
        : EstimatorReader.ArrayOf(value) is { Rank: 1 } array ? [.. array.Elements().Select(NameOf)] : null;

    internal static string NameOf(PyValue value) =>
        ColumnCells.Open(value) is var cell && cell.AsString() is { } text ? text : cell.ToString();

    /// <summary>From 2.10 on encoders may bring small groups together, or columns side by side, before they encode.</summary>
    private static void RefuseGroups(EstimatorReader reader)
    {
        if (reader.Has("composite_cols") || reader.ValueOrNone("min_group_lumping_").As<PyDict>() is { Count: > 0 })
        {
            throw reader.Unsupported(reader.Has("composite_cols") ? "composite_cols" : "groups that are brought together (min_group_size)");
        }
    }

    /// <summary>Up to 2.7 the contrast encoders put a column of ones before all others.</summary>
    private static bool HasIntercept(EstimatorReader reader, IReadOnlyList<string>? outputs, IReadOnlyList<string> dropped) =>
        Names(reader.ValueOrNone("feature_names_in_"))?.Contains(Intercept) != true
            && (outputs is [Intercept, ..] || (reader.Flag("drop_invariant", false) && dropped.Contains(Intercept)));

    /// <summary>pandas numbers the columns of an array.</summary>
    private static bool IsNumbered(IReadOnlyList<string>? names) =>
        names is not null && names.Select((name, i) => name == FrameDraft.Number(i)).All(isNumber => isNumber);

    /// <summary>Up to 2.6 the encoders keep the names of what comes out alone: the columns of a category stand for it.</summary>
    private static List<string>? InputsOf(IReadOnlyList<string> outputs, CategoryStep[] steps, int? width)
    {
        var inputs = new List<string>();
        for (int i = 0; i < outputs.Count;)
        {
            CategoryStep? step = steps.FirstOrDefault(item => item.Outputs.Count > 0 && item.Outputs[0] == outputs[i]);
            inputs.Add(step?.Column ?? outputs[i]);
            i += step?.Outputs.Count ?? 1;
        }

        return inputs.Count == width ? inputs : null;
    }
}
