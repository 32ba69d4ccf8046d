using System.Text.Json;

namespace Brine.Training;

/// <summary>A classifier whose probabilities are those that rows have which it has not seen: scikit-learn's
/// <c>CalibratedClassifierCV</c>.</summary>
/// <param name="estimator"><c>estimator</c>: the classifier; scikit-learn's own, a LinearSVC, where it is left out.</param>
public sealed class CalibratedClassifierCV(Trainer? estimator = null) : Trainer
{
    private const int UsualFolds = 5;

    private Trainer? _own;

    /// <summary><c>estimator</c>: the classifier; null is scikit-learn's own, a LinearSVC.</summary>
    public Trainer? Estimator { get; private set; } = estimator;

    private Trainer Classifier => Estimator ?? (_own ??= new LinearSVC { RandomState = 0 });

    /// <summary><c>method='isotonic'</c>: whether probabilities follow any rising steps, not a sigmoid curve
    /// (<c>'sigmoid'</c>).</summary>
    public bool IsIsotonic { get; set; }

    /// <summary><c>cv</c>: how many folds there are; null is 5.</summary>
    public int? FoldCount { get; set; }

    /// <summary><c>ensemble</c>: whether each fold has a classifier of its own, whose probabilities are averaged; else one is trained on
    /// all rows. Null is scikit-learn's default, which has them.</summary>
    public bool? IsEnsemble { get; set; }

    /// <inheritdoc/>
    public override string PythonName => "CalibratedClassifierCV";

    private protected override string Module => "sklearn.calibration";

    internal override Trainer? Part(string name) => name == "estimator" ? Estimator : null;

    internal override Trainer Copy()
    {
        var copy = (CalibratedClassifierCV)base.Copy();
        copy.Estimator = Estimator?.Copy();
        return copy;
    }

    internal override void Bind(ParameterBinder binder)
    {
        if (Estimator is null && (!binder.IsGiven("estimator") || binder.Take("estimator")?.ValueKind == JsonValueKind.Null))
        {
            binder.Fixed("estimator", default);
            Classifier.Check(new ParameterBinder(binder.IsNew, Classifier.PythonName));
        }
        else
        {
            Estimator = InnerTrainer.Bind(binder, "estimator", Estimator);
        }

        IsIsotonic = binder.Text("method", IsIsotonic ? "isotonic" : "sigmoid", "sigmoid", "isotonic") == "isotonic";
        FoldCount = binder.OptionalInt("cv", FoldCount, 2);
        binder.Fixed("n_jobs", default);
        const string name = "ensemble";
        if (binder.Take(name) is { } given)
        {
            IsEnsemble = given.ValueKind switch
            {
                JsonValueKind.True => true,
                JsonValueKind.False => false,
                JsonValueKind.String when binder.IsNew && given.GetString() == "auto" => null,
                _ => throw binder.Bad(name, given.GetRawText(), binder.IsNew ? "true, false or 'auto'" : "true or false"),
            };
        }

        binder.Write(name, IsEnsemble is { } flag ? flag : binder.IsNew ? "auto" : true);
        if (!binder.IsNew)
        {
            binder.Write("base_estimator", "deprecated");
        }
    }

    private protected override void Learn(FitCall call, AttributeWriter attributes)
    {
        Target target = call.Needed(PythonName);
        ClassCodes classes = ClassCodes.Of(target, PythonName, minimum: 2);
        int count = FoldCount ?? UsualFolds, least = (int)classes.Counts().Min();
        if (least < (FoldCount ?? 2))
        {
            throw new TrainingException("FitRows", $"a class has {least} rows, which cannot be in {count} folds");
        }

        IReadOnlyList<Fold> folds = Splitter.StratifiedKFold(target, count);
        var trained = new List<PyObject>();
        if (IsEnsemble != false)
        {
            foreach (Fold fold in folds)
            {
                call.Context.Cancellation.ThrowIfCancellationRequested();
                PyObject part = Classifier.Train(call.Of(fold.Train) with { Context = call.Context });
                Estimator model = EstimatorTable.Read(part);
                double[] scores = model.Call(Scores(model), call.Rows.SelectRows(fold.Test)).ToArray().ToDoubles();
                trained.Add(Calibrated(call.Context, part, model, Columns(scores, fold.Test.Count, classes.Count),
                    [.. fold.Test.Select(row => classes.Codes[row])], classes));
                call.Context.Progress?.Report(trained.Count / (double)folds.Count);
            }
        }
        else
        {
            PyObject part = Classifier.Train(call);
            Estimator model = EstimatorTable.Read(part);
            FitCall coded = call with { Target = Array.ConvertAll(classes.Codes, code => (long)code) };
            (double[] scores, _) = StackedAnswers.Of(Classifier, coded, folds, Scores(model), classes.Count);
            double[][] columns = Columns(scores, classes.Codes.Length, classes.Count);
            trained.Add(Calibrated(call.Context, part, model, columns, classes.Codes, classes));
        }

        attributes.Set("calibrated_classifiers_", new PyList(trained.Select(part => (PyValue)part))).Set("classes_", classes.Classes);
        PyObject first = trained[0].State.As<PyDict>()!["estimator"].As<PyObject>()!;
        if (first.State.As<PyDict>()!.TryGetValue("n_features_in_", out PyValue features) || call.Rows.ColumnCount > 0)
        {
            attributes.Set("n_features_in_", features.IsNone ? call.Rows.ColumnCount : features);
        }

        if (FittedNames.Of(first) is { IsNone: false } names)
        {
            attributes.Set("feature_names_in_", names);
        }
    }

    /// <summary>The calibration of a classifier that is trained, by rows that it has not seen.</summary>
    internal static PyObject OfTrained(FitContext context, PyObject trained, Features rows, ClassCodes classes, bool isIsotonic)
    {
        Estimator model = EstimatorTable.Read(trained);
        var own = new CalibratedClassifierCV { IsIsotonic = isIsotonic };
        double[] scores = model.Call(own.Scores(model), rows).ToArray().ToDoubles();
        return own.Calibrated(context, trained, model, Columns(scores, rows.RowCount, classes.Count), classes.Codes, classes);
    }

    private Methods Scores(Estimator model) => model.Methods.HasFlag(Methods.DecisionFunction) ? Methods.DecisionFunction
        : model.Methods.HasFlag(Methods.PredictProba) ? Methods.PredictProba
        : throw new TrainingException("FitParameter",
            $"CalibratedClassifierCV calibrates {Estimator?.Answering.PythonName ?? model.ClassName}, which has neither "
                + "decision_function nor predict_proba");

    /// <summary>The scores of each class; of two classes those of the second one alone.</summary>
    private static double[][] Columns(double[] scores, int rowCount, int classCount)
    {
        int width = scores.Length / Math.Max(1, rowCount), first = classCount == 2 ? width - 1 : 0;
        return [.. Enumerable.Range(first, width - first).Select(
            column => Enumerable.Range(0, rowCount).Select(row => scores[(row * width) + column]).ToArray())];
    }

    private PyObject Calibrated(FitContext context, PyObject part, Estimator model, double[][] scores, int[] codes, ClassCodes classes)
    {
        if (model.Classes?.Count != classes.Count)
        {
            throw new TrainingException("FitRows", "a class has rows in one fold alone: take fewer folds");
        }

        var calibrators = new PyList();
        for (int k = 0; k < scores.Length; k++)
        {
            int positive = scores.Length == 1 ? 1 : k;
            bool[] isRight = Array.ConvertAll(codes, code => code == positive);
            calibrators.Add(IsIsotonic ? IsotonicCurve.Write(context, scores[k], isRight)
                : SigmoidCurve.Write(context, scores[k], isRight));
        }

        var state = new PyDict();
        state["estimator"] = part;
        state["calibrators"] = calibrators;
        state["classes"] = context.Array(classes.Classes);
        state["method"] = IsIsotonic ? "isotonic" : "sigmoid";
        return new PyObject(new PyGlobal(Module, "_CalibratedClassifier"), PyTuple.Empty, PyConstruction.NewObject) { State = state };
    }
}
