using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>Reads feature-engine's encoders of categories.</summary>
internal static class FeatureCategoryReader
{
    /// <summary>The encoders whose <c>encoder_dict_</c> has a number for each category.</summary>
    internal static FrameTransformer Map(EstimatorReader reader) => FeatureFrame.Make(reader, MapSteps(reader), WholeColumns(reader));

    internal static FrameTransformer OneHot(EstimatorReader reader)
    {
        IReadOnlyList<string> variables = FeatureFrame.Variables(reader);
        Dictionary<string, PyValue> lists = FeatureFrame.ByColumn(reader, "encoder_dict_")
            .ToDictionary(item => item.Column, item => item.Value);
        IEnumerable<FrameStep> dummies = variables.SelectMany(column =>
            Values(reader, lists.GetValueOrDefault(column)).Select(value => new DummyStep(column, value, $"{column}_{Text(value)}")));
        return FeatureFrame.Make(reader, [.. dummies, new DropStep(variables)], variables);
    }

    internal static FrameTransformer Rare(EstimatorReader reader) => FeatureFrame.Make(reader,
        FeatureFrame.ByColumn(reader, "encoder_dict_")
            .Select(item => new RareStep(item.Column, Values(reader, item.Value), reader.Value("replace_with"))),
        WholeColumns(reader));

    /// <summary>DecisionTreeEncoder: a map from 1.7 on; before that an OrdinalEncoder and trees, in a pipeline.</summary>
    internal static FrameTransformer Trees(EstimatorReader reader) => reader.Has("encoder_dict_") ? Map(reader)
        : reader.Child("encoder_").Form is SequenceForm { Steps: { Count: > 0 } parts }
            && parts.All(part => part.Estimator?.Form is FrameForm)
            ? FeatureFrame.Make(reader, parts.SelectMany(part => ((FrameForm)part.Estimator!.Form).Steps), FeatureFrame.Variables(reader))
        : throw reader.Missing("encoder_");

    private static IEnumerable<FrameStep> MapSteps(EstimatorReader reader)
    {
        string unseen = reader.Text("unseen") ?? (reader.ClassName == "WoEEncoder" ? "raise" : "ignore");
        double? filler = unseen switch
        {
            "ignore" => double.NaN,
            "encode" => reader.Has("_unseen") ? reader.Double("_unseen")
                : reader.Has("fill_value") ? reader.Double("fill_value") : throw reader.Missing("_unseen"),
            _ => null,
        };
        foreach ((string column, PyValue value) in FeatureFrame.ByColumn(reader, "encoder_dict_"))
        {
            var step = new CategoryStep(column, [column]);
            double? missing = filler;
            foreach ((PyValue category, PyValue number) in value.As<PyDict>() ?? throw reader.Missing("encoder_dict_"))
            {
                PyValue opened = ColumnCells.Open(number);
                double code = FeatureFrame.Number(reader, "encoder_dict_", opened);
                if (Arrays.PandasMissing.Is(category))
                {
                    missing = code;
                }
                else if (!step.Add(category, [code], opened.Kind is PyKind.Int or PyKind.Bool))
                {
                    throw reader.Unsupported($"the category {category} of '{column}', which is neither text nor a number,");
                }
            }

            step.SetUnknown(filler is { } unknown ? [unknown] : null, isWhole: false);
            step.SetMissing(missing is { } gap ? [gap] : null, isWhole: false);
            yield return step;
        }
    }

    /// <summary>Gaps are refused where the encoder was told so (<c>missing_values</c>), and by those that have no such parameter.</summary>
    private static IReadOnlyList<string> WholeColumns(EstimatorReader reader) =>
        reader.Text("missing_values") == "ignore" ? [] : FeatureFrame.Variables(reader);

    /// <summary>A list of categories, or an index of pandas.</summary>
    private static IReadOnlyList<PyValue> Values(EstimatorReader reader, PyValue list)
    {
        IEnumerable<PyValue> values = list.As<PyList>() is { } plain ? plain
            : PandasIndex.From(list) is { } index ? Enumerable.Range(0, index.Length).Select(i => index[i])
            : EstimatorReader.ArrayOf(list) is { Rank: 1 } array ? array.Elements() : throw reader.Missing("encoder_dict_");
        PyValue[] opened = [.. values.Select(ColumnCells.Open)];
        return !new CellSet(opened).HasOthers ? opened
            : throw reader.Unsupported($"the categories {list}, which are neither text nor numbers,");
    }

    /// <summary>A category in the name of its column.</summary>
    private static string Text(PyValue value) => value.AsString() ?? value.ToString();
}
