using Brine.Models;

namespace Brine;

/// <summary>Columns that no split and no coefficient of a model looks at.</summary>
internal static class UnusedColumns
{
    internal static void Look(Model? model, ValuePart root, FindingList findings)
    {
        if (model is null)
        {
            return;
        }

        FeatureWeights weights;
        try
        {
            weights = model.FeatureWeights;
        }
        catch (BrineException)
        {
            // It has no weights.
            return;
        }

        int[] unused =
        [
            .. Enumerable.Range(0, weights.FeatureNames.Count).Where(column =>
                Enumerable.Range(0, weights.OutputNames.Count).All(output => weights.Of(output)[column] == 0)),
        ];
        if (unused.Length > 0)
        {
            string list = string.Join(", ", unused.Take(8).Select(column => weights.FeatureNames[column]))
                + (unused.Length > 8 ? $" and {unused.Length - 8} more" : "");
            findings.Note("UnusedColumn", root,
                $"{unused.Length} of {weights.FeatureNames.Count} columns have no weight in any answer: {list}",
                "the answers do not change where they are left out of the training");
        }
    }
}
