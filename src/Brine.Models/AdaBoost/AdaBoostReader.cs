using Brine.Pickling;

namespace Brine.Models;

/// <summary>Reads AdaBoostClassifier and AdaBoostRegressor.</summary>
internal static class AdaBoostReader
{
    internal static AdaBoostClassifier Classifier(EstimatorReader reader)
    {
        Labels classes = reader.Labels("classes_") is { Count: > 0 } labels ? labels : throw reader.Corrupt("classes_", "it is empty");
        AdaBoostRule rule = IsReal(reader) ? AdaBoostRule.Probabilities
            : reader.SavedBy.IsAtLeast(1, 3) ? AdaBoostRule.Votes : AdaBoostRule.PlainVotes;
        AdaBoostForm form = Form(reader) with { Rule = rule, Classes = classes, HasOldProbabilities = !reader.SavedBy.IsAtLeast(0, 22) };
        double[][] indices = [.. form.Members.Select(member => rule == AdaBoostRule.Probabilities
            ? (member.Classes?.Count == classes.Count && member.Methods.HasFlag(Methods.PredictProba) ? []
                : throw reader.Corrupt("estimators_", "a member has no probabilities of the same classes"))
            : MemberReader.Indices(reader, member.Classes ?? throw reader.Corrupt("estimators_", "a member is no classifier"), classes))];
        return new AdaBoostClassifier(reader.Info, form, indices, Inputs(reader));
    }

    internal static AdaBoostRegressor Regressor(EstimatorReader reader) =>
        new(reader.Info, Form(reader) with { Rule = AdaBoostRule.Median }, Inputs(reader));

    /// <summary>The parameter went away with SAMME.R in 1.6.</summary>
    private static bool IsReal(EstimatorReader reader) =>
        reader.Text("algorithm") is { } algorithm ? algorithm == "SAMME.R" : !reader.SavedBy.IsAtLeast(1, 6);

    private static AdaBoostForm Form(EstimatorReader reader)
    {
        Estimator[] members = MemberReader.List(reader, "estimators_");
        double[] weights = reader.NumericArray("estimator_weights_").ToDoubles();
        return weights.Length < members.Length
            ? throw reader.Corrupt("estimator_weights_", $"it has {weights.Length} numbers for {members.Length} members")
            : new AdaBoostForm(Array.AsReadOnly(members), Array.AsReadOnly(weights));
    }

    /// <summary><c>_check_X</c>: no dtype is asked for, so that columns of all kinds come through to the members.</summary>
    private static InputContract Inputs(EstimatorReader reader) =>
        reader.SavedBy.IsAtLeast(0, 22) ? new InputContract { Kind = InputKind.Columns, TakesSparse = true } : InputContract.FiniteOrSparse;
}
