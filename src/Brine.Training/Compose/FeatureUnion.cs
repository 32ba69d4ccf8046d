namespace Brine.Training;

/// <summary>Transformers of the same rows, whose columns are put side by side: scikit-learn's <c>FeatureUnion</c>.</summary>
public sealed class FeatureUnion : Trainer
{
    /// <summary>Makes a union.</summary>
    /// <param name="parts">The transformers with their names.</param>
    public FeatureUnion(params IReadOnlyList<(string Name, Trainer Trainer)> parts) => Parts = parts;

    /// <summary><c>transformer_list</c>: the transformers with their names.</summary>
    public IReadOnlyList<(string Name, Trainer Trainer)> Parts { get; private set; }

    /// <inheritdoc/>
    public override string PythonName => "FeatureUnion";

    private protected override string Module => "sklearn.pipeline";

    internal override bool KeepsOrder => Parts.All(part => part.Trainer.KeepsOrder);

    internal override bool TakesDocuments => Parts.Count > 0 && Parts.All(part => part.Trainer.TakesDocuments);

    internal override Trainer? Part(string name) => StepNames.Find(Parts, name);

    internal override Trainer Copy()
    {
        var copy = (FeatureUnion)base.Copy();
        copy.Parts = StepNames.Copy(Parts);
        return copy;
    }

    internal override void Bind(ParameterBinder binder)
    {
        Parts = StepNames.Bind(binder, "transformer_list", Parts);
        binder.Fixed("n_jobs", default);
        binder.Fixed("transformer_weights", default);
        binder.Fixed("verbose", false);
        binder.Fixed("verbose_feature_names_out", true, binder.IsNew);
    }

    private protected override void Learn(FitCall call, AttributeWriter attributes)
    {
        var trained = new PyList();
        List<Features>? blocks = attributes.WantsOutput && TakesDocuments ? [] : null;
        foreach ((string name, Trainer trainer) in Parts)
        {
            call.Context.Cancellation.ThrowIfCancellationRequested();
            (PyObject part, Features? made) = blocks is not null ? trainer.TrainTransform(call) : (trainer.Train(call), null);
            if (blocks is not null ? made is null : !EstimatorTable.Read(part).Methods.HasFlag(Methods.Transform))
            {
                throw new TrainingException("FitParameter",
                    $"part '{name}' of FeatureUnion is {trainer.PythonName}, which does not transform");
            }

            trained.Add(new PyTuple(name, part));
            blocks?.Add(made!);
        }

        if (blocks is not null)
        {
            attributes.Output = blocks.Exists(block => block is SparseMatrix) ? FeatureStack.Sparse(blocks, call.Rows.RowCount)
                : FeatureStack.Dense(blocks, call.Rows.RowCount);
        }

        attributes.Set("transformer_list", trained);
    }
}
