namespace Brine.Training;

/// <content><c>partial_fit</c>: once over the rows.</content>
public abstract partial class NetworkTrainer
{
    /// <summary>Goes once over more rows.</summary>
    /// <param name="call">What is learned from.</param>
    /// <param name="attributes">The attributes.</param>
    /// <param name="x">The rows.</param>
    /// <param name="data">Rows and targets.</param>
    /// <param name="output">What the last layer does.</param>
    private protected void Continue(PartialCall call, AttributeWriter attributes, DenseRows x, NetworkData data, string output)
    {
        if (Solver == "lbfgs" || StopsEarly)
        {
            throw new TrainingException("FitParameter",
                $"{PythonName} has {(StopsEarly ? "early_stopping=True" : "solver='lbfgs'")}, which has no partial_fit");
        }

        FitContext context = call.Context;
        int[] units = [data.Width, .. HiddenLayerSizes, data.Outputs];
        var draws = new RandomState(RandomState ?? (uint)Random.Shared.NextInt64(uint.MaxValue));
        NetworkLayers layers;
        WeightSteps steps;
        NetworkLayers? first = null;
        if (call.Before is { } before)
        {
            layers = new NetworkLayers(units);
            layers.Read(before, before.NumericArrays("coefs_"), before.NumericArrays("intercepts_"), "coefs_");
            steps = ReadSteps(before, units);
        }
        else
        {
            layers = new NetworkLayers(units, Activation, draws);
            steps = Solver == "sgd" ? new MomentumSteps(new NetworkLayers(units), this)
                : new AdamSteps(new NetworkLayers(units), new NetworkLayers(units), FirstRate, Beta1, Beta2, Epsilon);
            first = context.IsNew ? layers.Copy() : null;
            attributes.SetFeatures(call.Fit.Names, x.ColumnCount).Set("n_outputs_", data.Outputs).Set("n_layers_", layers.Count + 1)
                .Set("out_activation_", output).Set("validation_scores_", default(PyValue)).Set("best_validation_score_", default(PyValue));
        }

        NetworkRun run = new(this, layers, output, context, PythonName);
        run.DescendOnce(data, draws, steps, call.Before, attributes);
        if (!layers.All.All(values => values.All(double.IsFinite)))
        {
            throw new TrainingException("FitRows",
                $"{PythonName} found weights that are not finite: the values are too large; scale them first (StandardScaler)");
        }

        run.Write(attributes, first);
        attributes.Set("_random_state", RandomStateWriter.Write(context, draws));
    }

    /// <summary>The optimizer as it was left.</summary>
    private WeightSteps ReadSteps(EstimatorReader before, int[] units)
    {
        PyObject? saved = before.Value("_optimizer").As<PyObject>();
        var reader = new EstimatorReader(saved ?? throw before.Missing("_optimizer"), before.Path + "._optimizer");
        if (reader.ClassName == "AdamOptimizer")
        {
            return new AdamSteps(Layers("ms"), Layers("vs"), reader.Double("learning_rate_init"), reader.Double("beta_1"),
                reader.Double("beta_2"), reader.Double("epsilon")) { Step = reader.Int("t") };
        }

        // It goes on by what it was made with, whatever the parameters are by now.
        (FirstRate, Momentum, RatePower) =
            (reader.Double("learning_rate_init"), reader.Double("momentum"), reader.Double("power_t"));
        (LooksAhead, LearningRate) = (reader.Flag("nesterov", true), reader.Text("lr_schedule") ?? "constant");
        return new MomentumSteps(Layers("velocities"), this) { Rate = reader.Double("learning_rate") };

        NetworkLayers Layers(string name)
        {
            NDArray[] all = reader.NumericArrays(name);
            var layers = new NetworkLayers(units);
            layers.Read(reader, all[..(all.Length / 2)], all[(all.Length / 2)..], name);
            return layers;
        }
    }
}
