using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>Reads BaggingClassifier and BaggingRegressor.</summary>
internal static class BaggingReader
{
    internal static Bagging Classifier(EstimatorReader reader)
    {
        Labels classes = reader.Labels("classes_") is { Count: > 0 } labels ? labels : throw reader.Corrupt("classes_", "it is empty");
        BaggingForm form = Form(reader) with { Classes = classes };
        foreach (Estimator member in form.Members)
        {
            // Members are trained on the indices of the classes.
            if (member.Classes is not { } own
                || own.Values.Elements().Any(label => !label.TryGetInt64(out long index) || (ulong)index >= (ulong)classes.Count))
            {
                throw reader.Corrupt("estimators_", "a member does not tell the indices of the classes apart");
            }
        }

        return new Bagging(reader.Info, form, Inputs(reader));
    }

    internal static Bagging Regressor(EstimatorReader reader) => new(reader.Info, Form(reader), Inputs(reader));

    private static BaggingForm Form(EstimatorReader reader)
    {
        Estimator[] members = MemberReader.List(reader, "estimators_");
        IReadOnlyList<PyValue> listed = MemberReader.Items(reader, "estimators_features_");
        int features = reader.FeatureCount ?? throw reader.Missing("n_features_in_");
        if (listed.Count != members.Length)
        {
            throw reader.Corrupt("estimators_features_", $"it has {listed.Count} items for {members.Length} members");
        }

        IReadOnlyList<int>[] columns = [
            .. listed.Select((item, i) => EstimatorReader.ArrayOf(item) is { Rank: 1, DType.Kind: 'i' or 'u' } array
            ? Array.AsReadOnly(
                [.. array.ToInt64s()
                    .Select(column => (ulong)column < (ulong)features ? (int)column
                        : throw reader.Corrupt("estimators_features_", $"item {i} names column {column} of {features}"))])
            : throw reader.Corrupt("estimators_features_", $"item {i} is no list of columns"))];
        return new BaggingForm(Array.AsReadOnly(members), Array.AsReadOnly(columns))
        {
            Divisor = reader.Int("n_estimators", members.Length),
            Chunks = Array.AsReadOnly(Chunks(members.Length, reader.Int("n_jobs", 1))),
        };
    }

    /// <summary><c>_partition_estimators</c>. How many jobs -1 means is not in the file: all are added at a time then.</summary>
    private static int[] Chunks(int count, int jobs)
    {
        jobs = Math.Clamp(jobs, 1, count);
        return [.. Enumerable.Range(0, jobs).Select(job => (count / jobs) + (job < count % jobs ? 1 : 0))];
    }

    private static InputContract Inputs(EstimatorReader reader) => reader.SavedBy.IsAtLeast(0, 20)
        ? new InputContract { Kind = InputKind.Columns, TakesSparse = true, TakesMissing = true, TakesInfinity = true }
        : InputContract.FiniteOrSparse;
}
