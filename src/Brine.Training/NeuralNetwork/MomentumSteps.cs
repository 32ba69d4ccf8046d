namespace Brine.Training;

/// <summary>scikit-learn's <c>SGDOptimizer</c>: steps that keep a share of the last one.</summary>
internal sealed class MomentumSteps(NetworkLayers velocities, NetworkTrainer rules) : WeightSteps
{
    /// <summary>How large the next step is.</summary>
    internal double Rate { get; set; } = rules.FirstRate;

    internal override void Take(NetworkLayers layers, NetworkLayers gradient)
    {
        double momentum = rules.Momentum;
        foreach (((double[] weights, double[] slopes), double[] velocity) in layers.All.Zip(gradient.All).Zip(velocities.All))
        {
            for (int i = 0; i < weights.Length; i++)
            {
                velocity[i] = (momentum * velocity[i]) - (Rate * slopes[i]);
                weights[i] += rules.LooksAhead ? (momentum * velocity[i]) - (Rate * slopes[i]) : velocity[i];
            }
        }
    }

    internal override void EndRound(long seen)
    {
        if (rules.LearningRate == "invscaling")
        {
            Rate = rules.FirstRate / Math.Pow(seen + 1, rules.RatePower);
        }
    }

    internal override bool Stops()
    {
        if (rules.LearningRate != "adaptive" || Rate <= 1e-6)
        {
            return true;
        }

        Rate /= 5.0;
        return false;
    }

    internal override PyObject Write(FitContext context)
    {
        var state = new PyDict();
        state["learning_rate_init"] = rules.FirstRate;
        state["learning_rate"] = Rate;
        state["lr_schedule"] = rules.LearningRate;
        state["momentum"] = rules.Momentum;
        state["nesterov"] = rules.LooksAhead;
        state["power_t"] = rules.RatePower;
        state["velocities"] = velocities.Write(context);
        return new PyObject(new PyGlobal(Module, "SGDOptimizer"), PyTuple.Empty, PyConstruction.NewObject) { State = state };
    }
}
