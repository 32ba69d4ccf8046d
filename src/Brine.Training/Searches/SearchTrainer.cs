using System.Diagnostics;

namespace Brine.Training;

/// <summary>Base class of the searches for parameters: each candidate is trained on all folds but one and scored on that one, for each
/// fold, and the best is trained on all rows. A candidate that cannot be trained or scored stops the search.</summary>
public abstract class SearchTrainer : Trainer
{
    /// <summary>How many combinations a search tries at most.</summary>
    private const int MaxCandidates = 1_000_000;

    private protected SearchTrainer(Trainer? estimator) => Estimator = estimator;

    /// <summary><c>estimator</c>: the trainer whose parameters are searched.</summary>
    public Trainer? Estimator { get; private set; }

    /// <summary><c>scoring</c>: one of <see cref="EstimatorScorer.Metrics"/>; null takes that of the class.</summary>
    public string? Metric { get; set; }

    /// <summary><c>cv</c>: how many folds there are; null is 5. Classifiers have folds with their share of each class.</summary>
    public int? FoldCount { get; set; }

    /// <summary><c>return_train_score</c>: whether the rows of the training are scored as well.</summary>
    public bool ScoresTraining { get; set; }

    private protected override string Module => "sklearn.model_selection._search";

    internal override Trainer Answering => Estimator ?? this;

    internal override bool TakesDocuments => Estimator?.TakesDocuments == true;

    /// <summary>How many combinations are tried.</summary>
    private protected abstract long CandidateCount { get; }

    /// <summary>The combinations that are tried.</summary>
    private protected abstract IReadOnlyList<IReadOnlyList<(string Path, PyValue Value)>> Candidates();

    internal override bool TakesWeights => true;

    internal override Trainer? Part(string name) => name == "estimator" ? Estimator : null;

    internal override Trainer Copy()
    {
        var copy = (SearchTrainer)base.Copy();
        copy.Estimator = Estimator?.Copy();
        return copy;
    }

    private protected void BindSearch(ParameterBinder binder)
    {
        Metric = binder.OptionalText("scoring", Metric, [.. ScorerObject.Names(binder.IsNew)]);
        Estimator = InnerTrainer.Bind(binder, "estimator", Estimator);
        binder.Fixed("n_jobs", default);
        binder.Fixed("refit", true);
        FoldCount = binder.OptionalInt("cv", FoldCount, 2);
        binder.Fixed("verbose", 0);
        binder.Fixed("pre_dispatch", "2*n_jobs");
        PyValue onError = double.NaN;
        if (binder.Take("error_score") is { } given)
        {
            onError = given.GetRawText() == "\"raise\"" ? "raise"
                : double.IsNaN(binder.NumberOf("error_score", given)) ? double.NaN
                : throw binder.Bad("error_score", given.GetRawText(), "nan or 'raise'");
        }

        binder.Write("error_score", onError);
        ScoresTraining = binder.Flag("return_train_score", ScoresTraining);
    }

    /// <summary>The values to search among as Python has them, each checked against the estimator.</summary>
    private protected PyValue Describe(IReadOnlyList<ParameterGrid> grids, FitContext context)
    {
        var described = new PyList();
        foreach (ParameterGrid grid in grids)
        {
            var one = new PyDict();
            foreach ((string path, IReadOnlyList<PyValue> values) in grid.Parameters)
            {
                var said = new PyList();
                foreach (PyValue value in values)
                {
                    if (!ParameterPaths.MayBeAnother(value))
                    {
                        said.Add(value);
                        continue;
                    }

                    (Trainer owner, string name) =
                        ParameterPaths.Set(Estimator!.Copy(), [(path, ParameterJson.ToJson(path, value))], context.IsNew)[0];
                    said.Add(owner.Describe(context).State.As<PyDict>()!.TryGetValue(name, out PyValue written) ? written : value);
                }

                one[path] = said;
            }

            described.Add(one);
        }

        return described.Count == 1 ? described[0] : described;
    }

    private protected override void Learn(FitCall call, AttributeWriter attributes)
    {
        FitContext context = call.Context;
        Trainer estimator = Estimator!;
        if (CandidateCount > MaxCandidates)
        {
            throw new TrainingException("FitParameter",
                $"{PythonName} is to try {CandidateCount} combinations, and {MaxCandidates} are tried at most");
        }

        IReadOnlyList<Fold> folds = Folds.Of(estimator, call, FoldCount ?? 5);
        var trainers = new List<Trainer>();
        var candidates = new List<IReadOnlyList<(string Path, PyValue Value)>>();
        foreach (IReadOnlyList<(string Path, PyValue Value)> candidate in Candidates())
        {
            Trainer trainer = estimator.Copy();
            candidates.Add(Apply(trainer, candidate, context));
            trainer.Check(new ParameterBinder(context.IsNew, trainer.PythonName));
            trainers.Add(trainer);
        }

        int count = trainers.Count * folds.Count, done = 0;
        var runs = new FoldRun[count];
        Parts.Run(count, context, i =>
        {
            runs[i] = new FoldRun(call, folds[i % folds.Count], Metric, ScoresTraining);
            runs[i].Run(trainers[i / folds.Count].Copy());
            context.Progress?.Report(Interlocked.Increment(ref done) / (count + 1.0));
        });
        for (int i = 0; i < count; i++)
        {
            if (runs[i].Error is { } error)
            {
                string said = string.Join(", ", candidates[i / folds.Count].Select(pair => $"{pair.Path}={pair.Value}"));
                throw new TrainingException(error.Code, $"fold {i % folds.Count} of the candidate {said}: {error.Message}");
            }
        }

        var results = new CandidateResults(context, candidates, folds.Count);
        PyDict written = results.Build(Of(run => run.FitTime), Of(run => run.ScoreTime), Of(run => run.TestScore),
            ScoresTraining ? Of(run => run.TrainScore) : null);
        long start = Stopwatch.GetTimestamp();
        PyObject best = trainers[results.Best].Train(call with { Context = context });
        double time = Stopwatch.GetElapsedTime(start).TotalSeconds;
        PyObject unfitted = attributes.Parameter("estimator");
        if (context.IsNew)
        {
            attributes.Set("_checked_cv_orig", Folds.Describe(estimator, call, folds.Count));
        }

        attributes.Set("multimetric_", false).SetScalar("best_index_", (long)results.Best)
            .SetScalar("best_score_", results.Means[results.Best]).Set("best_params_", results.Parameters[results.Best])
            .Set("best_estimator_", best).Set("refit_time_", time);
        if (FittedNames.Of(best) is { IsNone: false } names)
        {
            attributes.Set("feature_names_in_", names);
        }

        attributes.Set("scorer_", ScorerObject.Make(Metric, unfitted, context.IsNew)).Set("cv_results_", written)
            .Set("n_splits_", folds.Count);

        double[] Of(Func<FoldRun, double> value) => Array.ConvertAll(runs, run => value(run));
    }

    /// <summary>Sets the parameters of a candidate, and tells their values as Python has them.</summary>
    private static IReadOnlyList<(string Path, PyValue Value)> Apply(Trainer trainer, IReadOnlyList<(string Path, PyValue Value)> candidate,
        FitContext context)
    {
        IReadOnlyList<(Trainer Owner, string Name)> places = ParameterPaths.Set(trainer,
            [.. candidate.Select(pair => (pair.Path, ParameterJson.ToJson(pair.Path, pair.Value)))], context.IsNew);
        var said = new List<(string Path, PyValue Value)>();
        for (int i = 0; i < places.Count; i++)
        {
            (string path, PyValue value) = candidate[i];
            bool isWritten = ParameterPaths.MayBeAnother(value);
            (Trainer owner, string name) = places[i];
            said.Add((path, isWritten && owner.Describe(context).State.As<PyDict>()!.TryGetValue(name, out PyValue written)
                ? written : value));
        }

        return said;
    }
}
