using System.Text.Json;

namespace Brine.Training;

/// <summary>Base class of the trainers of several estimators that answer together.</summary>
public abstract class VotingTrainer : Trainer
{
    private protected VotingTrainer(IReadOnlyList<(string Name, Trainer Trainer)> parts) => Parts = parts;

    /// <summary><c>estimators</c>: the estimators with their names.</summary>
    public IReadOnlyList<(string Name, Trainer Trainer)> Parts { get; private set; }

    /// <summary><c>weights</c>: how much each estimator counts; null lets all count the same.</summary>
    public IReadOnlyList<double>? Weights { get; set; }

    private protected override string Module => "sklearn.ensemble._voting";

    internal override bool TakesWeights => true;

    internal override Trainer? Part(string name) => StepNames.Find(Parts, name);

    internal override Trainer Copy()
    {
        var copy = (VotingTrainer)base.Copy();
        copy.Parts = StepNames.Copy(Parts);
        return copy;
    }

    internal override void Bind(ParameterBinder binder)
    {
        Parts = StepNames.Bind(binder, "estimators", Parts);
        if (binder.Take("weights") is { } given)
        {
            Weights = given.ValueKind == JsonValueKind.Null ? null
                : given.ValueKind == JsonValueKind.Array ? [.. given.EnumerateArray().Select(item => binder.NumberOf("weights", item))]
                : throw binder.Bad("weights", given.GetRawText(), "a list of numbers, one an estimator");
        }

        if (Weights is { } weights && weights.Count != Parts.Count)
        {
            throw binder.Bad("weights", $"[{string.Join(", ", weights)}]", "a list of numbers, one an estimator");
        }

        binder.Write("weights", Weights is null ? default : new PyList(Weights.Select(
            weight => weight == Math.Truncate(weight) ? (PyValue)(long)weight : weight)));
        binder.Fixed("n_jobs", default);
        binder.Fixed("verbose", false);
    }

    private protected void TrainAll(FitCall call, AttributeWriter attributes)
    {
        var trained = new List<(string Name, PyObject Part)>();
        foreach ((string name, Trainer trainer) in Parts)
        {
            call.Context.Cancellation.ThrowIfCancellationRequested();
            trained.Add((name, trainer.Train(call)));
        }

        attributes.Set("estimators_", new PyList(trained.Select(pair => (PyValue)pair.Part)))
            .Set("named_estimators_", NamedEstimators.Of(trained, call.Context.IsNew));
        if (trained[0].Part.State.As<PyDict>()!.TryGetValue("feature_names_in_", out PyValue names))
        {
            attributes.Set("feature_names_in_", names);
        }
    }
}
