namespace Brine.Training;

/// <summary>Trains a network round after round: scikit-learn's <c>_fit_stochastic</c>, or <c>_fit_lbfgs</c>.</summary>
internal sealed partial class NetworkRun(NetworkTrainer rules, NetworkLayers layers, string output, FitContext context, string className)
{
    private readonly NetworkPass _pass = new(layers, rules.Activation, output, rules.Alpha, context.IsNew);
    private readonly NetworkLayers _gradient = layers.Copy();
    private NetworkLayers? _best;

    /// <summary>The network that is the best.</summary>
    internal NetworkLayers Layers => _best ?? layers;

    internal void Write(AttributeWriter attributes, NetworkLayers? first)
    {
        PyValue weights = Layers.WriteWeights(context), constants = Layers.WriteConstants(context);
        attributes.Set("coefs_", weights).Set("intercepts_", constants);
        if (_best is not null)
        {
            attributes.Set("_best_coefs", weights).Set("_best_intercepts", constants);
        }
        else if (first is not null)
        {
            attributes.Set("_best_coefs", first.WriteWeights(context)).Set("_best_intercepts", first.WriteConstants(context));
        }
    }

    internal void Minimize(NetworkData data, AttributeWriter attributes)
    {
        var solver = new QuasiNewton
        {
            GradientTolerance = rules.Tolerance,
            ValueTolerance = 2.2204460492503131e-09,
            MaxIterations = rules.MaxIterations,
            MaxTrials = 20,
        };
        var point = new double[layers.All.Sum(values => values.Length)];
        layers.Exchange(point, takes: false);
        solver.Minimize(
            (place, slope) =>
            {
                context.Cancellation.ThrowIfCancellationRequested();
                layers.Exchange(place, takes: true);
                double loss = _pass.Learn(data.Rows, data.Targets, data.Count, _gradient);
                _gradient.Exchange(slope, takes: false);
                return loss;
            },
            point);
        layers.Exchange(point, takes: true);
        List<PyValue> weights = [], constants = [];
        int at = 0;
        for (int layer = 0; layer < layers.Count; layer++)
        {
            int end = at + layers.Weights[layer].Length;
            weights.Add(new PyTuple(at, end, new PyTuple(layers.Inputs(layer), layers.Outputs(layer))));
            at = end;
        }

        for (int layer = 0; layer < layers.Count; layer++)
        {
            int end = at + layers.Outputs(layer);
            constants.Add(new PyTuple(at, end));
            at = end;
        }

        attributes.Set("n_iter_", solver.Iterations).Set("t_", 0).Set("_coef_indptr", new PyList(weights))
            .Set("_intercept_indptr", new PyList(constants))
            .SetScalar("loss_", _pass.Learn(data.Rows, data.Targets, data.Count, _gradient));
    }

    internal void Descend(NetworkData all, RandomState draws, ClassCodes? classes, AttributeWriter attributes)
    {
        int[] units = [all.Width, .. rules.HiddenLayerSizes, all.Outputs];
        WeightSteps steps = rules.Solver == "sgd" ? new MomentumSteps(new NetworkLayers(units), rules)
            : new AdamSteps(new NetworkLayers(units), new NetworkLayers(units), rules.FirstRate, rules.Beta1, rules.Beta2, rules.Epsilon);
        (NetworkData data, NetworkData? kept) = rules.StopsEarly ? Split(all, draws, classes) : (all, null);
        int count = data.Count, batch = Math.Min(rules.BatchSize ?? 200, count), round = 0, idle = 0;
        int[] order = [.. Enumerable.Range(0, count)], draw = new int[count];
        List<double> losses = [], scores = [];
        double least = double.PositiveInfinity, best = double.NegativeInfinity;
        while (round < rules.MaxIterations)
        {
            if (rules.Shuffles)
            {
                for (int i = 0; i < count; i++)
                {
                    draw[i] = i;
                }

                Splitter.Shuffle(draw, draws);
                order = Array.ConvertAll(draw, place => order[place]);
            }

            losses.Add(Round(data, order, batch, steps) / count);
            round++;
            context.Progress?.Report((double)round / rules.MaxIterations);
            if (kept is not null)
            {
                double score = Score(kept, classes is not null);
                scores.Add(score);
                idle = score < best + rules.Tolerance ? idle + 1 : 0;
                if (score > best)
                {
                    best = score;
                    _best = layers.Copy();
                }
            }
            else
            {
                idle = losses[^1] > least - rules.Tolerance ? idle + 1 : 0;
                least = Math.Min(least, losses[^1]);
            }

            steps.EndRound((long)round * count);
            if (idle > rules.PatientRounds)
            {
                if (steps.Stops())
                {
                    break;
                }

                idle = 0;
            }
        }

        attributes.Set("n_iter_", round).Set("t_", (long)round * count).SetScalar("loss_", losses[^1])
            .Set("loss_curve_", new PyList(losses.Select(context.Scalar))).Set("_no_improvement_count", idle)
            .Set("best_loss_", kept is null ? context.Scalar(least) : default)
            .Set("validation_scores_", kept is null ? default(PyValue) : new PyList(scores.Select(Measure)))
            .Set("best_validation_score_", kept is null ? default : Measure(best)).Set("_optimizer", steps.Write(context));
    }

    /// <summary>A score, which Python gives as a float in 1.9, and as numpy's in 1.2.</summary>
    private PyValue Measure(double score) => context.IsNew ? score : context.Scalar(score);

    private double Round(NetworkData data, int[] order, int batch, WeightSteps steps)
    {
        double loss = 0;
        for (int start = 0; start < order.Length; start += batch)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            int count = Math.Min(batch, order.Length - start);
            NetworkData rows = data.Take(order.AsSpan(start, count));
            loss += _pass.Learn(rows.Rows, rows.Targets, count, _gradient) * count;
            steps.Take(layers, _gradient);
        }

        return loss;
    }

    private double Score(NetworkData kept, bool isClassifier)
    {
        ReadOnlySpan<double> answers = _pass.Answer(kept.Rows, kept.Count);
        return isClassifier ? kept.Accuracy(answers) : kept.Determination(answers);
    }

    /// <summary><c>train_test_split</c> with the generator as it goes on; of two classes each side has its share.</summary>
    private (NetworkData Train, NetworkData Kept) Split(NetworkData data, RandomState draws, ClassCodes? classes)
    {
        int count = data.Count, kept = (int)Math.Ceiling(rules.ValidationShare * count);
        if (kept < (context.IsNew || classes is null ? 2 : 1) || kept >= count)
        {
            throw new TrainingException("FitRows",
                $"{className} keeps {kept} of {count} rows back to stop early, which is too few or too many: give more rows or another "
                + "validation_fraction");
        }

        Fold fold;
        if (classes is { Count: 2 })
        {
            fold = StratifiedDraw.Split(classes, rules.ValidationShare, draws);
        }
        else
        {
            int[] order = [.. Enumerable.Range(0, count)];
            Splitter.Shuffle(order, draws);
            fold = new Fold(order[kept..], order[..kept]);
        }

        return (data.Take([.. fold.Train]), data.Take([.. fold.Test]));
    }
}
