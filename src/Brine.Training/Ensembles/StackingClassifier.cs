namespace Brine.Training;

/// <summary>Estimators whose answers a classifier learns from: scikit-learn's <c>StackingClassifier</c>.</summary>
/// <param name="parts">The estimators with their names.</param>
public sealed class StackingClassifier(params IReadOnlyList<(string Name, Trainer Trainer)> parts) : StackingTrainer(parts)
{
    /// <summary><c>stack_method</c>: what the estimators are asked: <c>auto</c>, <c>predict_proba</c>, <c>decision_function</c> or
    /// <c>predict</c>.</summary>
    public string StackMethod
    {
        get => Method;
        set => Method = value;
    }

    /// <inheritdoc/>
    public override string PythonName => "StackingClassifier";

    private protected override Trainer? DefaultFinal => new LogisticRegression();

    private protected override void BindMethod(ParameterBinder binder) =>
        Method = binder.Text("stack_method", Method, "auto", "predict_proba", "decision_function", "predict");

    private protected override void Learn(FitCall call, AttributeWriter attributes)
    {
        ClassCodes classes = ClassCodes.Of(call.Needed(PythonName), PythonName, minimum: 2);
        attributes.Set("_label_encoder", NamedEstimators.Encoder(classes, call.Context)).Set("classes_", classes.Classes);
        TrainAll(call with { Target = Array.ConvertAll(classes.Codes, code => (long)code) }, attributes, classes.Count);
    }
}
