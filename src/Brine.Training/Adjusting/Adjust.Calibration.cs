namespace Brine.Training;

/// <content>Calibration.</content>
public static partial class Adjust
{
    /// <summary>Calibrates the probabilities of a trained classifier with rows that it has not seen: scikit-learn's
    /// <c>CalibratedClassifierCV</c> with <c>cv='prefit'</c> for a model of 1.2, around a <c>FrozenEstimator</c> for one of 1.9.</summary>
    /// <param name="model">The classifier.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="target">The class of each row; every class must have some, for 1.9 five.</param>
    /// <param name="isIsotonic"><c>method='isotonic'</c>: whether probabilities follow any rising steps, not a sigmoid curve.</param>
    /// <param name="options">How it is trained. The version is that of the model.</param>
    /// <exception cref="TrainingException">The model has no scores, another version of scikit-learn saved it, or the target has other
    /// classes.</exception>
    /// <exception cref="ModelInputException">The rows are not what the model takes.</exception>
    public static Model Calibrate(Model model, Features rows, Target target, bool isIsotonic = false, FitOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(target);
        AdjustedObject source = AdjustedObject.Of(model.Value);
        FitContext context = Context(options, source.Trained());
        const string name = "CalibratedClassifierCV";
        ClassCodes classes = ClassCodes.Of(target, name, minimum: 2);
        if (classes.Codes.Length != rows.RowCount || model.Classes is not { } known
            || !known.Names.SequenceEqual(classes.Names, StringComparer.Ordinal))
        {
            throw new TrainingException("FitTarget", classes.Codes.Length != rows.RowCount
                ? $"there are {rows.RowCount} rows and {classes.Codes.Length} values of the target"
                : $"the target has other classes than {source.ClassName} tells apart ({model.Classes}); each must have a row");
        }

        if (context.IsNew && classes.Counts().Min() < 5)
        {
            throw new TrainingException("FitRows", $"a class has {classes.Counts().Min()} rows, and scikit-learn 1.9 asks for 5 of each");
        }

        PyObject inner = context.IsNew ? Frozen(source) : source.Source;
        PyDict state = Around(source, inner);
        state["method"] = isIsotonic ? "isotonic" : "sigmoid";
        state["cv"] = context.IsNew ? default : (PyValue)"prefit";
        state["n_jobs"] = default;
        state["ensemble"] = context.IsNew ? "auto" : (PyValue)true;
        if (!context.IsNew)
        {
            state["base_estimator"] = "deprecated";
        }

        PyObject part = CalibratedClassifierCV.OfTrained(context, inner, Align(model, rows), classes, isIsotonic);
        state["calibrated_classifiers_"] = new PyList([part]);
        state["classes_"] = context.IsNew ? context.Array(classes.Classes) : ClassesOf(model, source);
        return Model.From(Wrap("sklearn.calibration", name, state, source));
    }

    /// <summary>The array of the classes; that of a pipeline is the one of its last step.</summary>
    private static PyValue ClassesOf(Model model, AdjustedObject source)
    {
        PyObject at = source.Source;
        for (int depth = 0; depth < 64; depth++)
        {
            var reader = new EstimatorReader(at, "model");
            if (reader.Has("classes_"))
            {
                return reader.Value("classes_");
            }

            PyValue next = reader.ValueOrNone("steps").As<PyList>() is [.., { Reference: PyTuple { Count: 2 } last }] ? last[1]
                : reader.ValueOrNone("best_estimator_");
            at = next.As<PyObject>() ?? throw reader.Missing("classes_");
        }

        throw model.Classes is null ? source.Reader.Missing("classes_") : source.Reader.Corrupt("classes_", "steps nest without end");
    }
}
