namespace Brine.Training;

/// <summary>Tells classes apart by support vectors, each pair of classes by a machine of its own: scikit-learn's <c>SVC</c>.</summary>
public sealed class SVC : SvmTrainer
{
    /// <summary><c>probability</c>: whether there is <c>predict_proba</c>, for which each machine is trained five times more; null leaves
    /// scikit-learn's default, which is no.</summary>
    public bool? EstimatesProbabilities { get; set; }

    /// <summary><c>class_weight='balanced'</c>: whether all classes weigh the same.</summary>
    public bool IsBalanced { get; set; }

    /// <summary><c>decision_function_shape='ovr'</c>: whether decisions are given a class, not a pair of classes.</summary>
    public bool DecidesByClass { get; set; } = true;

    /// <summary><c>break_ties</c>: whether the decisions choose among classes with equally many votes.</summary>
    public bool BreaksTies { get; set; }

    /// <summary><c>random_state</c>: the seed of the generator, which only probabilities need; null draws another one each time.</summary>
    public uint? RandomState { get; set; }

    /// <inheritdoc/>
    public override string PythonName => "SVC";

    internal override void Bind(ParameterBinder binder)
    {
        DecidesByClass = binder.Text("decision_function_shape", DecidesByClass ? "ovr" : "ovo", "ovr", "ovo") == "ovr";
        BreaksTies = binder.Flag("break_ties", BreaksTies);
        base.Bind(binder);
        binder.Write("epsilon", 0.0);
        if (binder.IsGiven("probability") || EstimatesProbabilities is not null)
        {
            EstimatesProbabilities = binder.Flag("probability", EstimatesProbabilities ?? false);
        }
        else
        {
            binder.Take("probability");
            binder.Write("probability", binder.IsNew ? "deprecated" : (PyValue)false);
        }

        IsBalanced = binder.OptionalText("class_weight", IsBalanced ? "balanced" : null, "balanced") is not null;
        RandomState = binder.Seed("random_state", RandomState);
    }

    private protected override void Learn(FitCall call, AttributeWriter attributes)
    {
        ClassCodes classes = ClassCodes.Of(call.Needed(PythonName), PythonName, minimum: 2);
        SvmData data = Read(call, attributes);
        double[] weights = Array.ConvertAll(classes.Counts(),
            count => IsBalanced ? classes.Codes.Length / (classes.Count * count) : 1.0);
        bool estimates = EstimatesProbabilities ?? false;
        int[]? kept = Kept(call.Weights);
        if (kept is not null && kept.Select(row => classes.Codes[row]).Distinct().Count() < classes.Count)
        {
            throw new TrainingException("FitWeight", $"all rows of a class weigh 0: {PythonName} cannot tell it from others");
        }

        var pairs = new SvmPairs(kept is null ? data.Problem : data.Problem.Take(kept), kept is null ? classes : classes.Take(kept),
            Array.ConvertAll(weights, weight => C * weight), Kept(call.Weights, kept), CacheMegabytes)
        {
            Solver = (kernel, linear, signs, bounds) => Solver(kernel, linear, signs, bounds, call.Context),
            Seed = estimates ? DrawnSeed(RandomState) : null,
        };
        pairs.Solve(call.Context);
        Write(data, attributes, kept, pairs.Support, pairs.Coefficients(), [.. pairs.Machines.Select(machine => machine.Offset)],
            isFlipped: classes.Count == 2);
        int[] took = [.. pairs.Machines.Select(machine => machine.Iterations)];
        attributes.Set("class_weight_", NDArray.Of(weights)).Set("classes_", classes.Classes)
            .Set("_n_support", SvmVectors.Ints(pairs.SupportCounts))
            .Set("_probA", NDArray.Of(estimates ? pairs.Machines.Select(machine => machine.Slope).ToArray() : []))
            .Set("_probB", NDArray.Of(estimates ? pairs.Machines.Select(machine => machine.Shift).ToArray() : []))
            .Set("fit_status_", pairs.IsCutOff ? 1 : 0).Set("_num_iter", SvmVectors.Ints(took)).Set("n_iter_", SvmVectors.Ints(took));
        if (call.Context.IsNew)
        {
            attributes.Set("_effective_probability", estimates);
        }
    }

    /// <summary>The seed of the generator inside of libsvm, which Python's generator draws.</summary>
    private static uint DrawnSeed(uint? seed) =>
        (uint)new RandomState(seed ?? (uint)Random.Shared.NextInt64(uint.MaxValue)).NextBelow(int.MaxValue);
}
