namespace Brine.Training;

/// <summary>Classifiers that vote: scikit-learn's <c>VotingClassifier</c>.</summary>
/// <param name="parts">The classifiers with their names.</param>
public sealed class VotingClassifier(params IReadOnlyList<(string Name, Trainer Trainer)> parts) : VotingTrainer(parts)
{
    /// <summary><c>voting='soft'</c>: whether the probabilities are added, not the votes.</summary>
    public bool AddsProbabilities { get; set; }

    /// <inheritdoc/>
    public override string PythonName => "VotingClassifier";

    internal override void Bind(ParameterBinder binder)
    {
        base.Bind(binder);
        AddsProbabilities = binder.Text("voting", AddsProbabilities ? "soft" : "hard", "hard", "soft") == "soft";
        binder.Fixed("flatten_transform", true);
    }

    private protected override void Learn(FitCall call, AttributeWriter attributes)
    {
        NamedEstimators.Check(Parts, PythonName, areClassifiers: true);
        ClassCodes classes = ClassCodes.Of(call.Needed(PythonName), PythonName);
        attributes.Set("classes_", classes.Classes).Set("le_", NamedEstimators.Encoder(classes, call.Context));
        TrainAll(call with { Target = Array.ConvertAll(classes.Codes, code => (long)code) }, attributes);
    }
}
