namespace Brine.Training;

/// <content>More trees, and smaller ones.</content>
public static partial class Adjust
{
    /// <summary>Adds trees to a forest, or stages to gradient boosting: Python's <c>fit</c> with <c>warm_start=True</c> and a larger
    /// <c>n_estimators</c>. With the rows of the first training the model is the one that would have been trained with all of them at
    /// once.</summary>
    /// <param name="model">A model of RandomForestClassifier, RandomForestRegressor, ExtraTreesClassifier, ExtraTreesRegressor,
    /// GradientBoostingClassifier or GradientBoostingRegressor.</param>
    /// <param name="count"><c>n_estimators</c>: how many there are to be, with those that there are.</param>
    /// <param name="rows">The rows that the new trees learn from.</param>
    /// <param name="target">What each row is to be answered with.</param>
    /// <param name="options">How it is trained. The version is that of the model.</param>
    /// <exception cref="TrainingException">The class has no trees to add to, has more than so many already, or the target has other
    /// classes.</exception>
    /// <exception cref="ModelInputException">The rows are not what the class takes.</exception>
    /// <exception cref="OperationCanceledException">The token of the options was cancelled.</exception>
    public static Model MoreTrees(Model model, int count, Features rows, Target target, FitOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(target);
        AdjustedObject source = AdjustedObject.Of(model.Value);
        if ((TrainerTable.Names.Contains(source.ClassName) ? source.Trainer() : null) is not { } trainer
            || trainer is not IGrowingTrainer growing)
        {
            throw new TrainingException("AdjustClass", $"{source.ClassName} is not made of trees to which others could be added; "
                + string.Join(", ", TrainerTable.Names.Where(name => TrainerTable.Make(name) is IGrowingTrainer)) + " are");
        }

        PyValue trees = source.Reader.Value("estimators_");
        int before = trees.As<PyList>()?.Count
            ?? (NDArray.From(trees) is { Rank: 2 } stages ? stages.Shape[0] : throw source.Reader.Missing("estimators_"));
        if (count < before)
        {
            throw new TrainingException("FitParameter",
                $"{source.ClassName} has {before} trees already, more than n_estimators={count}: trees are not taken away");
        }

        if (model.Classes is not null && !ClassCodes.Of(target, source.ClassName).Classes.ToStrings()
            .SequenceEqual(source.Reader.Array("classes_").ToStrings(), StringComparer.Ordinal))
        {
            throw new TrainingException("FitTarget", $"the target has other classes than {source.ClassName} tells apart: "
                + $"{model.Classes}; each must have a row");
        }

        growing.Count = count;
        FitContext context = Context(options, source.Trained());
        var call = new PartialCall(new FitCall(context, Align(model, rows), target), source.Reader, null);
        call.Checked(new DenseRows([], 0, rows.ColumnCount, false), source.ClassName);
        PyDict learned = trainer.Extend(call);
        learned["n_estimators"] = count;
        return Model.From(source.With(learned, OfFirstFit));
    }

    /// <summary>Prunes a tree, or the trees of a forest, by minimal cost and complexity: what training with this <c>ccp_alpha</c> would
    /// have made.</summary>
    /// <param name="model">A model of DecisionTreeClassifier, DecisionTreeRegressor, ExtraTreeClassifier, ExtraTreeRegressor,
    /// RandomForestClassifier, RandomForestRegressor, ExtraTreesClassifier or ExtraTreesRegressor.</param>
    /// <param name="alpha"><c>ccp_alpha</c>: how much a leaf costs, in impurity; not less than the model was trained with.</param>
    /// <exception cref="TrainingException">The class is no tree or forest, or the trees were pruned by a larger <c>ccp_alpha</c>
    /// before.</exception>
    public static Model Prune(Model model, double alpha)
    {
        ArgumentNullException.ThrowIfNull(model);
        AdjustedObject source = AdjustedObject.Of(model.Value);
        bool isNew = source.Trained() == SklearnTarget.V1_9;
        EstimatorReader reader = source.Reader;
        double before = reader.Double("ccp_alpha", 0);
        if (!(alpha >= before && alpha < double.PositiveInfinity))
        {
            throw new TrainingException("FitParameter",
                $"{source.ClassName} has ccp_alpha={before}; it is pruned by no less, and not by {alpha}: what was cut off is gone");
        }

        if (source.Source.Class!.Module == "sklearn.tree._classes")
        {
            return Model.From(Pruned(source, alpha, isNew));
        }

        if (source.Source.Class.Module != "sklearn.ensemble._forest" || reader.Value("estimators_").As<PyList>() is not { } trees
            || reader.Has("oob_score_"))
        {
            throw new TrainingException("AdjustClass", $"{source.ClassName} is not pruned: trees and forests are, but not boosting, whose "
                + "later stages learned from the earlier ones, nor a forest with an oob_score_");
        }

        var changed = new PyDict();
        changed["ccp_alpha"] = alpha;
        changed["estimators_"] = new PyList([.. trees.Select(tree => (PyValue)Pruned(AdjustedObject.Of(tree), alpha, isNew))]);
        return Model.From(source.With(changed));
    }

    private static PyObject Pruned(AdjustedObject tree, double alpha, bool isNew)
    {
        PyObject saved = tree.Reader.Value("tree_").As<PyObject>() ?? throw tree.Reader.Missing("tree_");
        int features = tree.Reader.FeatureCount ?? throw tree.Reader.Missing("n_features_in_");
        GrownTree grown = GrownTree.Read(new EstimatorReader(saved, "model.tree_"), features, isNew);
        var context = new FitContext(new FitOptions { Version = isNew ? SklearnTarget.V1_9 : SklearnTarget.V1_2 });
        var changed = new PyDict();
        changed["ccp_alpha"] = alpha;
        changed["tree_"] = alpha == 0 ? saved : TreePruner.Prune(grown, alpha).ToPickle(context, grown.ValueCount);
        return tree.With(changed);
    }
}
