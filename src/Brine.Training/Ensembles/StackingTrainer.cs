namespace Brine.Training;

/// <summary>Base class of the trainers of estimators whose answers another one learns from. What it learns from are answers for rows that
/// the estimators have not seen, fold by fold.</summary>
public abstract class StackingTrainer : Trainer
{
    private protected StackingTrainer(IReadOnlyList<(string Name, Trainer Trainer)> parts) => Parts = parts;

    /// <summary><c>estimators</c>: the estimators with their names.</summary>
    public IReadOnlyList<(string Name, Trainer Trainer)> Parts { get; private set; }

    /// <summary><c>final_estimator</c>: the trainer that learns from their answers.</summary>
    public Trainer? Final { get; set; }

    /// <summary><c>cv</c>: how many folds there are; null is 5.</summary>
    public int? FoldCount { get; set; }

    /// <summary><c>passthrough</c>: whether the final estimator has the columns of the rows as well.</summary>
    public bool PassesRows { get; set; }

    /// <summary><c>stack_method</c>, of classifiers: <c>auto</c>, <c>predict_proba</c>, <c>decision_function</c> or
    /// <c>predict</c>.</summary>
    private protected string Method { get; set; } = "auto";

    private protected override string Module => "sklearn.ensemble._stacking";

    /// <summary>The final estimator where none is given; null where it has to be.</summary>
    private protected abstract Trainer? DefaultFinal { get; }

    internal override bool TakesWeights => true;

    internal override Trainer? Part(string name) => name == "final_estimator" ? Final : StepNames.Find(Parts, name);

    internal override Trainer Copy()
    {
        var copy = (StackingTrainer)base.Copy();
        copy.Parts = StepNames.Copy(Parts);
        copy.Final = Final?.Copy();
        return copy;
    }

    internal override void Bind(ParameterBinder binder)
    {
        Parts = StepNames.Bind(binder, "estimators", Parts);
        const string name = "final_estimator";
        if (binder.Take(name) is { ValueKind: not System.Text.Json.JsonValueKind.Null } || Final is not null)
        {
            Final = InnerTrainer.Bind(binder, name, Final);
        }
        else
        {
            binder.Write(name, PyValue.None);
        }

        FoldCount = binder.OptionalInt("cv", FoldCount, 2);
        BindMethod(binder);
        binder.Fixed("n_jobs", default);
        binder.Fixed("verbose", 0);
        PassesRows = binder.Flag("passthrough", PassesRows);
    }

    private protected abstract void BindMethod(ParameterBinder binder);

    /// <summary>Trains all.</summary>
    /// <param name="call">The rows, and the target as the estimators learn it.</param>
    /// <param name="attributes">Where the attributes are set.</param>
    /// <param name="classCount">How many classes there are; 0 of a regressor.</param>
    private protected void TrainAll(FitCall call, AttributeWriter attributes, int classCount)
    {
        FitContext context = call.Context;
        Trainer final = Final?.Copy() ?? DefaultFinal ?? throw new TrainingException("FitParameter",
            $"{PythonName} has no final_estimator, and scikit-learn's own, RidgeCV, is not trained here: give one, such as Ridge");
        if (classCount > 0 ? !TrainerKind.IsClassifier(final) : !TrainerKind.IsRegressor(final))
        {
            throw new TrainingException("FitParameter", $"the final_estimator of {PythonName} is {final.Answering.PythonName}, which is no "
                + (classCount > 0 ? "classifier" : "regressor"));
        }

        IReadOnlyList<Fold> folds = Folds.Of(this, call, FoldCount ?? 5);
        var trained = new List<(string Name, PyObject Part)>();
        var methods = new PyList();
        var counts = new PyList();
        var blocks = new List<(double[] Values, int Width)>();
        PyValue names = default;
        foreach ((string name, Trainer trainer) in Parts)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            PyObject part = trainer.Train(call);
            trained.Add((name, part));
            names = FittedNames.Of(part) is { IsNone: false } own ? own : names;
            Methods method = StackedAnswers.MethodOf(EstimatorTable.Read(part), Method, name, PythonName);
            methods.Add(MethodNames.List(method)[0]);
            (double[] Values, int Width) block = StackedAnswers.Of(trainer, call, folds, method, classCount);
            counts.Add(block.Width);
            blocks.Add(block);
            context.Progress?.Report(trained.Count / (Parts.Count + 1.0));
        }

        attributes.Set("estimators_", new PyList(trained.Select(pair => (PyValue)pair.Part)))
            .Set("named_estimators_", NamedEstimators.Of(trained, context.IsNew));
        if (!names.IsNone)
        {
            attributes.Set("feature_names_in_", names);
        }

        if (PassesRows)
        {
            DenseRows x = call.Numbers(PythonName);
            blocks.Add((x.Values, x.ColumnCount));
        }

        FitCall last = call with { Rows = StackedAnswers.Joined(blocks, call.Rows.RowCount), IsColumnMajor = false };
        attributes.Set("stack_method_", methods).Set("_n_feature_outs", counts).Set("final_estimator_", final.Train(last));
    }
}
