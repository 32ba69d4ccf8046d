namespace Brine.Training;

/// <summary>
/// Changes a trained model, whether Python or C# trained it, and gives it as another model: Python opens what is saved of it as the
/// ordinary object that its own methods would have made. The model that is given stays as it was, and must not be disposed of before the
/// new one was saved, for they share what did not change.
/// </summary>
/// <example><code>
/// Model model = Adjust.PartialFit(Model.Load("clicks.pkl"), rows, target);
/// model.Save("clicks.pkl");
/// </code></example>
public static partial class Adjust
{
    /// <summary>Attributes that the first training alone sets.</summary>
    private static readonly string[] OfFirstFit = ["classes_", "feature_names_in_", "n_features_in_"];

    /// <summary>Goes on training with more rows: Python's <c>partial_fit</c>.</summary>
    /// <param name="model">A model of a class that has it: SGDClassifier, SGDRegressor, GaussianNB, MultinomialNB, BernoulliNB,
    /// MiniBatchKMeans, MLPClassifier, MLPRegressor, StandardScaler, MinMaxScaler, MaxAbsScaler, IncrementalPCA.</param>
    /// <param name="rows">The rows, with the columns that the model was trained on.</param>
    /// <param name="target">What each row is to be answered with; left out for models that learn without.</param>
    /// <param name="options">How it is trained. The version is that of the model.</param>
    /// <exception cref="TrainingException">The class has no <c>partial_fit</c>, another version of scikit-learn saved it, or a class of the
    /// target is new to it.</exception>
    /// <exception cref="ModelInputException">The rows are not what the class takes.</exception>
    /// <exception cref="OperationCanceledException">The token of the options was cancelled.</exception>
    public static Model PartialFit(Model model, Features rows, Target? target = null, FitOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(rows);
        AdjustedObject source = AdjustedObject.Of(model.Value);
        Trainer trainer = Partial(TrainerTable.Names.Contains(source.ClassName) ? source.Trainer() : null, source.ClassName);
        FitContext context = Context(options, source.Trained());
        PyDict learned = trainer.Continue(new PartialCall(new FitCall(context, Align(model, rows), target), source.Reader, null));
        return Model.From(source.With(learned, OfFirstFit));
    }

    /// <summary>Trains a new model with some of the rows, to go on with others: Python's first <c>partial_fit</c>.</summary>
    /// <param name="trainer">The trainer.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="target">What each row is to be answered with.</param>
    /// <param name="classes">All classes that there are, those of rows to come as well, for classifiers.</param>
    /// <param name="options">How it is trained.</param>
    /// <exception cref="TrainingException">The class has no <c>partial_fit</c>, or a parameter or the target is not what it
    /// takes.</exception>
    /// <exception cref="ModelInputException">The rows are not what the class takes.</exception>
    /// <exception cref="OperationCanceledException">The token of the options was cancelled.</exception>
    public static Model PartialFit(Trainer trainer, Features rows, Target? target = null, Target? classes = null,
        FitOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(trainer);
        ArgumentNullException.ThrowIfNull(rows);
        RefuseWeights(options);
        var context = new FitContext(options ?? new FitOptions());
        context.Cancellation.ThrowIfCancellationRequested();
        trainer.Check(new ParameterBinder(context.IsNew, trainer.PythonName));
        return Model.From(Partial(trainer, trainer.PythonName).Begin(new PartialCall(new FitCall(context, rows, target), null, classes)));
    }

    private static Trainer Partial(Trainer? trainer, string className) => trainer is IPartialTrainer ? trainer
        : throw new TrainingException("AdjustClass", $"{className} has no partial_fit here; there are "
            + string.Join(", ", TrainerTable.Names.Where(name => TrainerTable.Make(name) is IPartialTrainer)));

    private static FitContext Context(FitOptions? options, SklearnTarget version)
    {
        RefuseWeights(options);
        var context = new FitContext((options ?? new FitOptions()) with { Version = version });
        context.Cancellation.ThrowIfCancellationRequested();
        return context;
    }

    private static void RefuseWeights(FitOptions? options)
    {
        if (options?.SampleWeight is not null)
        {
            throw new TrainingException("FitWeight",
                "trained models are changed by rows that weigh the same: SampleWeight is for Fit alone");
        }
    }

    private static Features Align(Model model, Features rows) => new Predictor(model.Estimator).Align(rows);
}
