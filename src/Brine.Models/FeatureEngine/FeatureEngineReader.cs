using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>Reads feature-engine's imputers, discretisers, cappers and selectors.</summary>
internal static class FeatureEngineReader
{
    internal static FrameTransformer Imputer(EstimatorReader reader)
    {
        bool givesObjects = reader.Flag("return_object", false);
        IReadOnlyList<(string Column, PyValue Value)> values = FeatureFrame.ByColumn(reader, "imputer_dict_");
        return givesObjects ? throw reader.Unsupported("return_object=True")
            : FeatureFrame.Make(reader, values.Select(item => new FillStep(item.Column, item.Value)));
    }

    internal static FrameTransformer Indicator(EstimatorReader reader) =>
        FeatureFrame.Make(reader, FeatureFrame.Variables(reader).Select(name => new FlagStep(name, name + "_na")));

    internal static FrameTransformer Bins(EstimatorReader reader)
    {
        if (reader.Flag("return_boundaries", false))
        {
            throw reader.Unsupported("return_boundaries=True");
        }

        bool refuses = reader.ClassName == "ArbitraryDiscretiser" && reader.Text("errors") == "raise",
            givesObjects = reader.Flag("return_object", false);
        return FeatureFrame.Make(reader,
            FeatureFrame.ByColumn(reader, "binner_dict_")
                .Select(item => new BinStep(item.Column, Edges(reader, item.Value), refuses, givesObjects)),
            FeatureFrame.Variables(reader), refusesInfinity: true);
    }

    internal static FrameTransformer TreeBins(EstimatorReader reader) =>
        FeatureFrame.Make(reader, TreeSteps(reader), FeatureFrame.Variables(reader), refusesInfinity: true);

    /// <summary>DecisionTreeDiscretiser: a tree for each column answers in its place.</summary>
    internal static IEnumerable<FrameStep> TreeSteps(EstimatorReader reader)
    {
        if ((reader.Text("bin_output") ?? "prediction") is not "prediction" and { } output)
        {
            throw reader.Unsupported($"bin_output='{output}'");
        }

        Methods method = reader.Flag("regression", true) ? Methods.Predict : Methods.PredictProba;
        int? digits = reader.Has("precision") ? reader.Int("precision") : null;
        foreach ((string column, PyValue value) in FeatureFrame.ByColumn(reader, "binner_dict_"))
        {
            Estimator tree = reader.Child(value, $".binner_dict_['{column}']");
            bool fits = tree.Methods.HasFlag(method) && tree.FeatureCount is 1 or null
                && (method == Methods.Predict || tree.Classes is { Count: > 1 });
            yield return fits ? new AnswerStep(column, tree, method, digits)
                : throw reader.Corrupt("binner_dict_", $"its estimator for '{column}' answers no column");
        }
    }

    /// <summary>Winsorizer.</summary>
    internal static FrameTransformer Caps(EstimatorReader reader)
    {
        if (reader.Flag("add_indicators", false))
        {
            throw reader.Unsupported("add_indicators=True");
        }

        // First what is too large, then what is too small.
        IEnumerable<FrameStep> steps = FeatureFrame.ByColumn(reader, "right_tail_caps_")
            .Select(item => new ClipStep(item.Column, null, FeatureFrame.Number(reader, "right_tail_caps_", item.Value)))
            .Concat(FeatureFrame.ByColumn(reader, "left_tail_caps_")
                .Select(item => new ClipStep(item.Column, FeatureFrame.Number(reader, "left_tail_caps_", item.Value), null)));
        return FeatureFrame.Make(reader, steps, reader.Text("missing_values") == "raise" ? FeatureFrame.Variables(reader) : null,
            refusesInfinity: true);
    }

    internal static FrameTransformer Selector(EstimatorReader reader) =>
        FeatureFrame.Make(reader, [new DropStep(FeatureFrame.Names(reader, "features_to_drop_"))]);

    private static double[] Edges(EstimatorReader reader, PyValue value) =>
        EstimatorReader.ArrayOf(value) is { Rank: 1, Length: > 1 } array && array.ToDoubles() is var edges
            && edges.Zip(edges.Skip(1)).All(pair => pair.First < pair.Second) ? edges
            : throw reader.Corrupt("binner_dict_", "its edges do not grow");
}
