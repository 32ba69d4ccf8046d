using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>Reads VotingClassifier and VotingRegressor.</summary>
internal static class VotingReader
{
    internal static Voting Classifier(EstimatorReader reader)
    {
        Labels classes = reader.Labels("classes_") is { Count: > 0 } labels ? labels : throw reader.Corrupt("classes_", "it is empty");
        VotingForm form = Form(reader) with
        {
            Classes = classes,
            IsSoft = reader.Text("voting") == "soft",
            Flattens = reader.Flag("flatten_transform", fallback: reader.SavedBy.IsAtLeast(0, 21)),
        };
        foreach (EstimatorChild child in form.Children)
        {
            // Members are trained on the indices of the classes.
            bool fits = form.IsSoft
                ? child.Estimator.Classes?.Count == classes.Count && child.Estimator.Methods.HasFlag(Methods.PredictProba)
                : child.Estimator.Classes is { } own
                    && own.Values.Elements().All(label => label.TryGetInt64(out long index) && (ulong)index < (ulong)classes.Count);
            if (!fits)
            {
                throw reader.Corrupt("estimators_", $"'{child.Name}' does not tell the indices of the {classes.Count} classes apart");
            }
        }

        return new Voting(reader.Info, form);
    }

    internal static Voting Regressor(EstimatorReader reader) => new(reader.Info, Form(reader));

    private static VotingForm Form(EstimatorReader reader)
    {
        Estimator[] members = MemberReader.List(reader, "estimators_");
        (string Name, bool IsDropped)[] named = [.. Named(reader)];
        string[] names = [.. named.Where(item => !item.IsDropped).Select(item => item.Name)];
        if (names.Length != members.Length)
        {
            throw reader.Corrupt("estimators", $"it names {names.Length} members and estimators_ holds {members.Length}");
        }

        double[]? weights = reader.Has("weights")
            ? EstimatorReader.ArrayOf(reader.Value("weights"))?.ToDoubles() ?? throw reader.Missing("weights") : null;
        if (weights is not null && weights.Length != named.Length)
        {
            throw reader.Corrupt("weights", $"it has {weights.Length} numbers for {named.Length} members");
        }

        return new VotingForm([.. members.Select((member, i) => new EstimatorChild(names[i], member))])
        {
            Weights = weights is null ? null : [.. weights.Where((_, i) => !named[i].IsDropped)],
        };
    }

    /// <summary>The names of <c>estimators</c>; <c>'drop'</c>, or None in older versions, left one out.</summary>
    internal static IEnumerable<(string Name, bool IsDropped)> Named(EstimatorReader reader) =>
        MemberReader.Items(reader, "estimators").Select(item =>
        item.As<PyTuple>() is { Count: 2 } pair && pair[0].AsString() is { } name ? (name, pair[1].IsNone || pair[1].AsString() == "drop")
        : item.As<PyList>() is { Count: 2 } list && list[0].AsString() is { } other
            ? (other, list[1].IsNone || list[1].AsString() == "drop")
        : throw reader.Corrupt("estimators", "it is no list of names and estimators"));
}
