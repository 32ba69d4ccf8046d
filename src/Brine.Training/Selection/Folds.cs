namespace Brine.Training;

/// <summary>Python's <c>check_cv</c>: the folds that a number of them stands for.</summary>
internal static class Folds
{
    internal static IReadOnlyList<Fold> Of(Trainer estimator, FitCall call, int count) => IsStratified(estimator, call)
        ? Splitter.StratifiedKFold(call.Needed(estimator.PythonName), count) : Splitter.KFold(call.Rows.RowCount, count);

    /// <summary>The splitter as Python's object.</summary>
    internal static PyObject Describe(Trainer estimator, FitCall call, int count)
    {
        var state = new PyDict();
        state["n_splits"] = count;
        state["shuffle"] = false;
        state["random_state"] = PyValue.None;
        return new PyObject(new PyGlobal("sklearn.model_selection._split", IsStratified(estimator, call) ? "StratifiedKFold" : "KFold"),
            PyTuple.Empty, PyConstruction.NewObject) { State = state };
    }

    /// <summary>Python's <c>is_classifier</c>, and a target of classes.</summary>
    private static bool IsStratified(Trainer estimator, FitCall call) => TrainerKind.IsClassifier(estimator) && call.Target is { } target
        && !(target.Values.Objects is null && target.Values.DType.Kind == 'f'
            && Array.Exists(target.Values.ToDoubles(), value => value != Math.Truncate(value)));
}
