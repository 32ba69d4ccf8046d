using Brine.Pickling;

namespace Brine.Models;

/// <summary>Reads StackingClassifier and StackingRegressor.</summary>
internal static class StackingReader
{
    internal static Stacking Classifier(EstimatorReader reader)
    {
        if (reader.ValueOrNone("_label_encoder").As<PyList>() is not null || reader.ValueOrNone("classes_").As<PyList>() is not null)
        {
            throw reader.Unsupported("several outputs");
        }

        Labels classes = reader.Labels("classes_") is { Count: > 0 } labels ? labels : throw reader.Corrupt("classes_", "it is empty");
        StackingForm form = Form(reader, classes.Count);
        return form.Final.Classes is { } own
            && own.Values.Elements().All(label => label.TryGetInt64(out long index) && (ulong)index < (ulong)classes.Count)
            ? new Stacking(reader.Info, form with { Classes = classes })
            : throw reader.Corrupt("final_estimator_", "it does not tell the indices of the classes apart");
    }

    internal static Stacking Regressor(EstimatorReader reader) => new(reader.Info, Form(reader, 0));

    private static StackingForm Form(EstimatorReader reader, int classCount)
    {
        Estimator[] members = MemberReader.List(reader, "estimators_");
        string[] names = [.. VotingReader.Named(reader).Where(item => !item.IsDropped).Select(item => item.Name)];
        string[] methods = [
            .. MemberReader.Items(reader, "stack_method_").Where(item => !item.IsNone).Select(item => item.AsString() ?? "")];
        if (names.Length != members.Length || methods.Length != members.Length)
        {
            throw reader.Corrupt("estimators_", $"there are {members.Length} members, {names.Length} names and {methods.Length} methods");
        }

        for (int i = 0; i < members.Length; i++)
        {
            if (MethodNames.Parse(methods[i]) is not (Methods.Predict or Methods.PredictProba or Methods.DecisionFunction)
                || !members[i].Methods.HasFlag(MethodNames.Parse(methods[i])))
            {
                throw reader.Unsupported($"the method '{methods[i]}' of '{names[i]}'");
            }

            if (classCount > 0 && members[i].Classes is { } own && own.Count != classCount)
            {
                throw reader.Unsupported($"'{names[i]}', which tells {own.Count} of {classCount} classes apart");
            }
        }

        return new StackingForm([.. members.Select((member, i) => new EstimatorChild(names[i], member))], Array.AsReadOnly(methods),
            reader.Child("final_estimator_"))
        {
            PassesThrough = reader.Flag("passthrough", fallback: false),
        };
    }
}
