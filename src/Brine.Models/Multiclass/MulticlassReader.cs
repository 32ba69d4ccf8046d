using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>Reads OneVsRestClassifier, OneVsOneClassifier and OutputCodeClassifier.</summary>
internal static class MulticlassReader
{
    internal static OneVsRestClassifier OneVersusRest(EstimatorReader reader)
    {
        EstimatorReader binarizer = new(reader.Value("label_binarizer_").As<PyObject>() ?? throw reader.Missing("label_binarizer_"),
            reader.Path + ".label_binarizer_");
        Labels classes = binarizer.Labels("classes_");
        string type = binarizer.Text("y_type_") ?? "multiclass";
        Estimator[] members = Members(reader);
        if (members.Length != (type == "binary" || classes.Count == 1 ? 1 : classes.Count))
        {
            throw reader.Corrupt("estimators_", $"there are {members.Length} for {classes.Count} classes");
        }

        if (binarizer.Flag("sparse_input_", fallback: false))
        {
            throw reader.Unsupported("sparse targets");
        }

        return new OneVsRestClassifier(reader.Info, new MulticlassForm(Array.AsReadOnly(members), classes, MulticlassRule.OneVersusRest)
        {
            IsMultilabel = type.StartsWith("multilabel", StringComparison.Ordinal),
            HasScores = members[0].Methods.HasFlag(Methods.DecisionFunction),
            LastWins = !reader.SavedBy.IsAtLeast(1, 8),
            DividesByZero = !reader.SavedBy.IsAtLeast(1, 7),
        });
    }

    internal static OneVsOneClassifier OneVersusOne(EstimatorReader reader)
    {
        Labels classes = reader.Labels("classes_");
        Estimator[] members = Members(reader);
        if (members.Length != classes.Count * (classes.Count - 1) / 2)
        {
            throw reader.Corrupt("estimators_", $"there are {members.Length} for the pairs of {classes.Count} classes");
        }

        int features = reader.FeatureCount ?? members[0].FeatureCount ?? 0;
        int[][]? columns = !reader.Has("pairwise_indices_") ? null
            : [.. MemberReader.Items(reader, "pairwise_indices_")
                .Select(item => EstimatorReader.ArrayOf(item) is { Rank: 1, DType.Kind: 'i' or 'u' } array
            ? Array.ConvertAll(array.ToInt64s(),
                column => (ulong)column < (ulong)features ? (int)column
                    : throw reader.Corrupt("pairwise_indices_", $"it names column {column} of {features}"))
            : throw reader.Corrupt("pairwise_indices_", "an item is no list of columns"))];
        if (columns is not null && columns.Length != members.Length)
        {
            throw reader.Corrupt("pairwise_indices_", $"it has {columns.Length} items for {members.Length} members");
        }

        var form = new MulticlassForm(Array.AsReadOnly(members), classes, MulticlassRule.OneVersusOne)
        {
            HasScores = members[0].Methods.HasFlag(Methods.DecisionFunction) || !reader.SavedBy.IsAtLeast(1, 0),
            ScalesByBatch = !reader.SavedBy.IsAtLeast(0, 21),
        };
        bool takesAll = reader.SavedBy.IsAtLeast(0, 24);
        return new OneVsOneClassifier(reader.Info, form, columns,
            new InputContract { TakesSparse = true, TakesMissing = takesAll, TakesInfinity = takesAll });
    }

    internal static OutputCodeClassifier OutputCode(EstimatorReader reader)
    {
        Labels classes = reader.Labels("classes_");
        Estimator[] members = Members(reader);
        NDArray codes = reader.NumericArray("code_book_");
        return codes.Rank == 2 && codes.Shape[0] == classes.Count && codes.Shape[1] == members.Length
            ? new OutputCodeClassifier(reader.Info,
                new MulticlassForm(Array.AsReadOnly(members), classes, MulticlassRule.Codes)
                    { Codes = Array.AsReadOnly(codes.ToDoubles()), HasScores = members[0].Methods.HasFlag(Methods.DecisionFunction) })
            : throw reader.Corrupt("code_book_", $"its shape is no {classes.Count} codes of {members.Length} bits");
    }

    private static Estimator[] Members(EstimatorReader reader)
    {
        IReadOnlyList<PyValue> items = MemberReader.Items(reader, "estimators_");
        return items.Count == 0 ? throw reader.Missing("estimators_")
            : [.. items.Select((item, i) => Member(reader, item, $".estimators_[{i}]"))];
    }

    private static Estimator Member(EstimatorReader reader, PyValue item, string step)
    {
        if (item.As<PyObject>() is { Class: { Name: "_ConstantPredictor", Module: "sklearn.multiclass" } } constant)
        {
            var inner = new EstimatorReader(constant, reader.Path + step);
            return new ConstantPredictor(inner.Info, inner.Double("y_"));
        }

        Estimator member = reader.Child(item, step);
        return member.Methods.HasFlag(Methods.Predict) && member.Classes is null or { Count: 2 }
            ? member
            : throw reader.Unsupported($"{member.ClassName} at {step[1..]}, which tells no two classes apart,");
    }
}
