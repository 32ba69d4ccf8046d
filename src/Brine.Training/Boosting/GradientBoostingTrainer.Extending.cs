namespace Brine.Training;

/// <content><c>warm_start</c>: more stages.</content>
public abstract partial class GradientBoostingTrainer : IGrowingTrainer
{
    int IGrowingTrainer.Count
    {
        get => StageCount;
        set => StageCount = value;
    }

    void IGrowingTrainer.Extend(PartialCall call, AttributeWriter attributes)
    {
        if (PatientStages is not null)
        {
            throw new TrainingException("FitParameter",
                $"{PythonName} has n_iter_no_change, by which Python's warm_start measures the stages of before again: set it to None");
        }

        EstimatorReader before = call.Before!;
        FitContext context = call.Context;
        Target target = call.Fit.Needed(PythonName);
        ClassCodes? classes = IsClassifier ? ClassCodes.Of(target, PythonName, minimum: 2) : null;
        double[] y = classes is null ? target.Numbers(PythonName) : Array.ConvertAll(classes.Codes, code => (double)code);
        DenseRows x = call.Checked(call.Fit.Numbers(PythonName), PythonName);
        BoostingLoss loss = NewLoss(classes?.Count ?? 1, context.IsNew);
        NDArray saved = before.Array("estimators_");
        IReadOnlyList<PyValue> past = saved.Objects is { Count: > 0 } objects && saved.Rank == 2 && saved.Shape[1] == loss.TreeCount
            ? objects : throw before.Corrupt("estimators_", "it does not hold the trees of each stage");
        int stages = saved.Shape[0];
        PyObject initial = before.Value("init_").As<PyObject>() ?? throw before.Missing("init_");
        RandomState draws = new(RandomStateReader.Read(before.Value("_rng")) ?? throw before.Missing("_rng"));
        double[] start = StartOf(initial, loss, x.ColumnCount, context.IsNew);
        var run = new BoostingRun(new TreeColumns(x, PythonName), y, loss, start, LearningRate, context);
        bool hasOutside = Subsample < 1;
        run.GoOn([.. past.Select(tree => TreeOf(before, tree, x.ColumnCount, context.IsNew))], before.Numbers(stages, "train_score_"),
            hasOutside && context.IsNew ? before.Numbers(stages, "oob_scores_") : [],
            hasOutside ? before.Numbers(stages, "oob_improvement_") : []);
        run.Run(StageCount, Subsample, draws, GrowWith(run, context));
        run.Write(attributes, hasOutside);
        PyObject generator = RandomStateWriter.Write(context, draws);
        PyValue[] trees = [.. past.Select(tree => (PyValue)WithGenerator(tree.As<PyObject>()!, generator)),
            .. run.Trees.Select(tree => (PyValue)TreeObject(context, tree, generator))];

        // scikit-learn counts one more than there are where none is added.
        attributes.Set("_loss", loss.Describe(context)).Set("n_estimators_", Math.Max(run.StageCount, stages + 1)).Set("_rng", generator)
            .Set("max_features_", MaxFeatures.Of(x.ColumnCount))
            .Set("estimators_", NDArray.OfObjects([run.StageCount, loss.TreeCount], trees));
    }

    private static GrownTree TreeOf(EstimatorReader before, PyValue tree, int featureCount, bool isNew)
    {
        PyObject? saved = tree.As<PyObject>()?.TryGetAttribute("tree_", out PyValue inner) == true ? inner.As<PyObject>() : null;
        return GrownTree.Read(new EstimatorReader(saved ?? throw before.Missing("estimators_"), before.Path + ".estimators_"), featureCount,
            isNew);
    }

    /// <summary>The trees of all stages share the generator, which has gone on.</summary>
    private static PyObject WithGenerator(PyObject tree, PyObject generator)
    {
        var state = new PyDict();
        foreach ((PyValue key, PyValue value) in tree.State.As<PyDict>()!)
        {
            state[key] = key.AsString() == "random_state" && value.As<PyObject>() is not null ? generator : value;
        }

        return new PyObject(tree.Callable, tree.Arguments, tree.Construction) { State = state };
    }
}
