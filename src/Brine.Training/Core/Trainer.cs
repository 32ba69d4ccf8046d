namespace Brine.Training;

/// <summary>
/// Trains a model of one of scikit-learn's classes. What training makes are the attributes that Python's object would have; the model is
/// then read from them as if out of a file.
/// </summary>
public abstract class Trainer
{
    /// <summary>The class in Python.</summary>
    public abstract string PythonName { get; }

    /// <summary>The module of the class, as pickles name it.</summary>
    private protected abstract string Module { get; }

    /// <summary>True where the order in memory of what <c>transform</c> gives is that of what it is given.</summary>
    internal virtual bool KeepsOrder => false;

    /// <summary>True where the rows are documents: one column of text, which Python takes as a series.</summary>
    internal virtual bool TakesDocuments => false;

    /// <summary>True where Python's <c>fit</c> has <c>sample_weight</c>, and rows may weigh differently here.</summary>
    internal virtual bool TakesWeights => false;

    /// <summary>True where the rows of the training are labeled alone, and the model has no method for new ones.</summary>
    internal virtual bool LabelsRowsAlone => false;

    /// <summary>True where rows may weigh differently for scikit-learn 1.2 alone, since newer ones do other things with weights.</summary>
    internal virtual bool WeighsForOldAlone => false;

    /// <summary>The trainer of what answers: the last step of a pipeline, the estimator of a search, or this one.</summary>
    internal virtual Trainer Answering => this;

    /// <summary>Trains a model.</summary>
    /// <param name="rows">The rows: <c>double[,]</c>, a <see cref="Matrix"/>, a <see cref="Table"/>...</param>
    /// <param name="target">What each row is to be answered with; left out for models that learn without.</param>
    /// <param name="options">How it is trained.</param>
    /// <exception cref="TrainingException">The target or a parameter is not what the class takes, or there are too few rows.</exception>
    /// <exception cref="ModelInputException">The rows are not what the class takes.</exception>
    /// <exception cref="OperationCanceledException">The token of the options was cancelled.</exception>
    public Model Fit(Features rows, Target? target = null, FitOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var context = new FitContext(options ?? new FitOptions());
        context.Cancellation.ThrowIfCancellationRequested();
        Check(new ParameterBinder(context.IsNew, PythonName));
        PyObject fitted = Train(new FitCall(context, rows, target) { Weights = SampleWeights.Of(options?.SampleWeight, rows.RowCount) });
        return Answering.LabelsRowsAlone ? Model.Of(new TrainedLabels(new EstimatorReader(fitted, "model").Info), fitted)
            : Model.From(fitted);
    }

    /// <summary>Trains a model of a table that holds the target beside the rows.</summary>
    /// <param name="table">The table.</param>
    /// <param name="target">The column of the target.</param>
    /// <param name="options">How it is trained.</param>
    /// <exception cref="TrainingException">The target or a parameter is not what the class takes, or there are too few rows.</exception>
    /// <exception cref="ModelInputException">There is no such column, or the rows are not what the class takes.</exception>
    /// <exception cref="OperationCanceledException">The token of the options was cancelled.</exception>
    public Model Fit(Table table, string target, FitOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(target);
        (Features rows, Features taken) = TargetColumns.Split(table, target);
        return Fit(rows, Training.Target.FromFeatures(taken), options);
    }

    /// <summary>A trainer inside of this one, by the name that Python's <c>set_params</c> has for it; null where there is none.</summary>
    internal virtual Trainer? Part(string name) => null;

    /// <summary>Python's <c>clone</c>: a trainer with the same parameters, which shares nothing that changes.</summary>
    internal virtual Trainer Copy() => (Trainer)MemberwiseClone();

    /// <summary>The parameters by their Python names: reads them where the binder has some, checks them, and writes them down.</summary>
    internal abstract void Bind(ParameterBinder binder);

    /// <summary>Learns, and sets the attributes that Python's <c>fit</c> sets.</summary>
    private protected abstract void Learn(FitCall call, AttributeWriter attributes);

    /// <summary>Checks the parameters of this trainer and of those inside of it.</summary>
    internal void Check(ParameterBinder binder) => Bind(binder);

    /// <summary>The object of the trained estimator.</summary>
    internal PyObject Train(FitCall call)
    {
        AttributeWriter attributes = Start(call.Context);
        RefuseWeights(call);
        Learn(call, attributes);
        return attributes.Build();
    }

    /// <summary>Python's <c>fit_transform</c>: the object of the trained estimator, and the rows it makes; null where it makes
    /// none.</summary>
    internal (PyObject Fitted, Features? Rows) TrainTransform(FitCall call)
    {
        AttributeWriter attributes = Start(call.Context);
        attributes.WantsOutput = true;
        RefuseWeights(call);
        Learn(call, attributes);
        PyObject fitted = attributes.Build();
        if (attributes.Output is { } output)
        {
            return (fitted, output);
        }

        Estimator transformer = EstimatorTable.Read(fitted);
        return (fitted, transformer.Methods.HasFlag(Methods.Transform) ? transformer.Transform(call.Rows) : null);
    }

    /// <summary>The object of the estimator after a first <c>partial_fit</c>.</summary>
    internal PyObject Begin(PartialCall call)
    {
        AttributeWriter attributes = Start(call.Context);
        ((IPartialTrainer)this).Continue(call, attributes);
        return attributes.Build();
    }

    /// <summary>The attributes that <c>partial_fit</c> sets on an estimator that has learned before.</summary>
    internal PyDict Continue(PartialCall call)
    {
        var attributes = new AttributeWriter(call.Context, Module, PythonName);
        ((IPartialTrainer)this).Continue(call, attributes);
        return attributes.Attributes;
    }

    /// <summary>The attributes that are set where trees are added.</summary>
    internal PyDict Extend(PartialCall call)
    {
        var attributes = new AttributeWriter(call.Context, Module, PythonName);
        ((IGrowingTrainer)this).Extend(call, attributes);
        return attributes.Attributes;
    }

    /// <summary>The object of the estimator with its parameters alone, as it is before <c>fit</c>.</summary>
    internal PyObject Describe(FitContext context) => Start(context).Build();

    private void RefuseWeights(FitCall call)
    {
        if (call.Weights is null || (TakesWeights && !(WeighsForOldAlone && call.Context.IsNew)))
        {
            return;
        }

        throw new TrainingException("FitWeight", TakesWeights
            ? $"{PythonName} is trained with weights of rows for scikit-learn 1.2 alone; leave sample_weight out"
            : $"{PythonName} is trained without weights of rows; leave sample_weight out");
    }

    private protected AttributeWriter Start(FitContext context)
    {
        var attributes = new AttributeWriter(context, Module, PythonName);
        Bind(new ParameterBinder(context.IsNew, PythonName) { Attributes = attributes });
        return attributes;
    }
}
