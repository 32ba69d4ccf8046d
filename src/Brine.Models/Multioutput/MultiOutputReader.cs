namespace Brine.Models;

/// <summary>Reads MultiOutputClassifier, MultiOutputRegressor, ClassifierChain and RegressorChain.</summary>
internal static class MultiOutputReader
{
    internal static MultiOutput Classifier(EstimatorReader reader) =>
        new(reader.Info, new MultiOutputForm(Array.AsReadOnly(Members(reader))), isClassifier: true);

    internal static MultiOutput Regressor(EstimatorReader reader) =>
        new(reader.Info, new MultiOutputForm(Array.AsReadOnly(Members(reader))), isClassifier: false);

    internal static OutputChain ClassifierChain(EstimatorReader reader) => Chain(reader, isClassifier: true);

    internal static OutputChain RegressorChain(EstimatorReader reader) => Chain(reader, isClassifier: false);

    private static OutputChain Chain(EstimatorReader reader, bool isClassifier)
    {
        Estimator[] members = Members(reader);
        double[] order = EstimatorReader.ArrayOf(reader.Value("order_")) is { Rank: 1, DType.Kind: 'i' or 'u' } array ? array.ToDoubles()
            : throw reader.Missing("order_");
        if (!order.Order().SequenceEqual(Enumerable.Range(0, members.Length).Select(place => (double)place)))
        {
            throw reader.Corrupt("order_", $"it is no order of {members.Length} outputs");
        }

        string method = isClassifier ? reader.Text("chain_method_") ?? "predict" : "predict";
        Methods asked = MethodNames.Parse(method);
        if (asked is not (Methods.Predict or Methods.PredictProba or Methods.DecisionFunction)
            || members.Any(member => !member.Methods.HasFlag(asked)))
        {
            throw reader.Unsupported($"chain_method '{method}'");
        }

        return new OutputChain(reader.Info,
            new MultiOutputForm(Array.AsReadOnly(members)) { Order = [.. order.Select(place => (int)place)], ChainMethod = method },
            isClassifier, InputContract.FiniteOrSparse);
    }

    private static Estimator[] Members(EstimatorReader reader)
    {
        Estimator[] members = MemberReader.List(reader, "estimators_");
        return members.FirstOrDefault(member => !member.Methods.HasFlag(Methods.Predict)) is { } silent
            ? throw reader.Unsupported($"{silent.ClassName}, which has no predict,") : members;
    }
}
