namespace Brine.Training;

/// <summary>Steps one after another, each trained on what the one before it gives: scikit-learn's <c>Pipeline</c>.</summary>
public sealed class Pipeline : Trainer
{
    /// <summary>Makes a pipeline.</summary>
    /// <param name="steps">The steps with their names; the last one predicts.</param>
    public Pipeline(params IReadOnlyList<(string Name, Trainer Trainer)> steps) => Steps = steps;

    /// <summary><c>steps</c>: the steps with their names.</summary>
    public IReadOnlyList<(string Name, Trainer Trainer)> Steps { get; private set; }

    /// <inheritdoc/>
    public override string PythonName => "Pipeline";

    private protected override string Module => "sklearn.pipeline";

    internal override bool KeepsOrder => Steps.All(step => step.Trainer.KeepsOrder);

    internal override bool TakesDocuments => Steps.Count > 0 && Steps[0].Trainer.TakesDocuments;

    internal override bool TakesWeights => true;

    internal override Trainer Answering => Steps.Count > 0 ? Steps[^1].Trainer : this;

    internal override Trainer? Part(string name) => StepNames.Find(Steps, name);

    internal override Trainer Copy()
    {
        var copy = (Pipeline)base.Copy();
        copy.Steps = StepNames.Copy(Steps);
        return copy;
    }

    internal override void Bind(ParameterBinder binder)
    {
        Steps = StepNames.Bind(binder, "steps", Steps);
        binder.Fixed("transform_input", default, binder.IsNew);
        binder.Fixed("memory", default);
        binder.Fixed("verbose", false);
    }

    private protected override void Learn(FitCall call, AttributeWriter attributes)
    {
        var trained = new PyList();
        for (int i = 0; i < Steps.Count; i++)
        {
            (string name, Trainer trainer) = Steps[i];
            call.Context.Cancellation.ThrowIfCancellationRequested();
            bool isLast = i == Steps.Count - 1;
            FitCall own = isLast ? call : call with { Weights = null };
            (PyObject step, Features? made) = !isLast || (attributes.WantsOutput && TakesDocuments) ? trainer.TrainTransform(own)
                : (trainer.Train(own), null);
            trained.Add(new PyTuple(name, step));
            if (isLast)
            {
                attributes.Output = made;
            }
            else
            {
                if (made is null)
                {
                    throw new TrainingException("FitParameter",
                        $"step '{name}' of Pipeline is {trainer.PythonName}, which does not transform; only the last step may predict");
                }

                call = call with
                {
                    Rows = Nameless(made),
                    IsColumnMajor = call.IsColumnMajor && trainer.KeepsOrder,
                };
            }
        }

        attributes.Set("steps", trained);
    }

    /// <summary>What a step gives is numpy's array, whose columns have no names. The next step makes floats of sparse ints, and scipy's
    /// <c>astype</c> puts the columns of each row in order.</summary>
    internal static Features Nameless(Features rows) => rows switch
    {
        Matrix { Names: not null } matrix => new Matrix(matrix.RowCount, matrix.ColumnCount, matrix.Values, matrix.DType),
        SparseMatrix { Csr.DType.Kind: 'i' or 'u' } => rows.SelectColumns([.. Enumerable.Range(0, rows.ColumnCount)]),
        _ => rows,
    };
}
