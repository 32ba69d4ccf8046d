namespace Brine.Training;

/// <content>Thresholds, names and steps.</content>
public static partial class Adjust
{
    /// <summary>Gives a classifier of two classes the score from which on it answers with the second: scikit-learn's
    /// <c>FixedThresholdClassifier</c> around the model, which a later <c>fit</c> leaves alone (<c>FrozenEstimator</c>).</summary>
    /// <param name="model">The classifier; scikit-learn 1.6 or later saved it.</param>
    /// <param name="threshold"><c>threshold</c>: the least score of the second class; a probability where there are some, else a decision
    /// value.</param>
    /// <exception cref="TrainingException">The model does not tell two classes apart, or an older version saved it, which has no
    /// such class.</exception>
    public static Model Threshold(Model model, double threshold)
    {
        ArgumentNullException.ThrowIfNull(model);
        AdjustedObject source = AdjustedObject.Of(model.Value);
        if (!SavedVersion.Of(source.Source).IsAtLeast(1, 6))
        {
            throw new TrainingException("AdjustVersion", $"{source.ClassName} was saved by scikit-learn {SavedVersion.Of(source.Source)}, "
                + "which has no thresholds: they came with 1.5, and those around trained models with 1.6: upgrade the file first");
        }

        if (model.Classes is not { Count: 2 } || double.IsNaN(threshold))
        {
            throw new TrainingException("AdjustClass", double.IsNaN(threshold) ? "a threshold is a number, and not NaN"
                : $"{source.ClassName} does not tell two classes apart, which a threshold parts");
        }

        PyObject frozen = Frozen(source);
        PyDict state = Around(source, frozen);
        state["response_method"] = "auto";
        state["pos_label"] = default;
        state["threshold"] = threshold;
        state["estimator_"] = frozen;
        return Model.From(Wrap("sklearn.model_selection._classification_threshold", "FixedThresholdClassifier", state, source));
    }

    /// <summary>Takes a step out of a pipeline.</summary>
    /// <param name="model">A Pipeline.</param>
    /// <param name="name">The name of the step.</param>
    /// <exception cref="TrainingException">The model is no Pipeline, has no such step or no other, or the steps after it were trained on
    /// another number of columns than it takes.</exception>
    public static Model DropStep(Model model, string name)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(name);
        AdjustedObject source = AdjustedObject.Of(model.Value);
        if (!source.Source.IsInstanceOf("sklearn.pipeline", "Pipeline") || source.Reader.Value("steps").As<PyList>() is not { } steps)
        {
            throw new TrainingException("AdjustClass", $"{source.ClassName} is no Pipeline, which has steps");
        }

        int place = -1;
        for (int i = 0; i < steps.Count; i++)
        {
            place = steps[i].As<PyTuple>() is { Count: 2 } pair && pair[0].AsString() == name ? i : place;
        }

        if (place < 0 || steps.Count == 1)
        {
            throw new TrainingException("FitParameter", place < 0
                ? $"Pipeline has no step '{name}'; it has {string.Join(", ", steps.Select(step => step.As<PyTuple>()?[0].AsString()))}"
                : $"'{name}' is the only step of Pipeline");
        }

        int? Columns(int at) => at < steps.Count && steps[at].As<PyTuple>()?[1].As<PyObject>() is { } step
            ? new EstimatorReader(step, "model").FeatureCount : null;
        if (place < steps.Count - 1 && Columns(place) is { } taken && Columns(place + 1) is { } wanted && taken != wanted)
        {
            throw new TrainingException("FitParameter",
                $"the step after '{name}' was trained on the {wanted} columns that '{name}' makes of {taken}: it cannot do without");
        }

        return Model.From(source.With("steps", new PyList([.. steps.Where((_, i) => i != place)])));
    }

    /// <summary>The model that a later <c>fit</c> leaves alone.</summary>
    private static PyObject Frozen(AdjustedObject source)
    {
        var state = new PyDict();
        state["estimator"] = source.Source;
        return Wrap("sklearn.frozen._frozen", "FrozenEstimator", state, source);
    }

    /// <summary>What an estimator around another has of it.</summary>
    private static PyDict Around(AdjustedObject source, PyObject inner)
    {
        var state = new PyDict();
        state["estimator"] = inner;
        if (CountOf(source) is { } count)
        {
            state["n_features_in_"] = count;
        }

        if (FittedNames.Of(source.Source) is { IsNone: false } names)
        {
            state["feature_names_in_"] = names;
        }

        return state;
    }

    /// <summary>The number of columns; that of a pipeline is the one of its first step.</summary>
    private static int? CountOf(AdjustedObject source)
    {
        PyObject at = source.Source;
        for (int depth = 0; depth < 64; depth++)
        {
            var reader = new EstimatorReader(at, "model");
            if (reader.FeatureCount is not null
                || reader.ValueOrNone("steps").As<PyList>() is not [{ Reference: PyTuple { Count: 2 } first }, ..]
                || first[1].As<PyObject>() is not { } next)
            {
                return reader.FeatureCount;
            }

            at = next;
        }

        return null;
    }

    private static PyObject Wrap(string module, string name, PyDict state, AdjustedObject source)
    {
        state[SavedVersion.Attribute] = source.Reader.Value(SavedVersion.Attribute);
        return new PyObject(new PyGlobal(module, name), PyTuple.Empty, PyConstruction.NewObject) { State = state };
    }
}
