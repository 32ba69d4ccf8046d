namespace Brine.Training;

/// <summary>Turns columns into the directions in which rows differ most, batch by batch of rows: scikit-learn's
/// <c>IncrementalPCA</c>.</summary>
public sealed class IncrementalPCA : Trainer, IPartialTrainer
{
    private const int RowsPerColumn = 5;

    /// <summary><c>n_components</c>: how many directions are kept; null keeps as many as the first batch has.</summary>
    public int? ComponentCount { get; set; }

    /// <summary><c>whiten</c>: whether all directions are scaled to variance 1.</summary>
    public bool Whitens { get; set; }

    /// <summary><c>batch_size</c>: how many rows a batch has; null is five times the number of columns.</summary>
    public int? BatchSize { get; set; }

    /// <inheritdoc/>
    public override string PythonName => "IncrementalPCA";

    private protected override string Module => "sklearn.decomposition._incremental_pca";

    internal override void Bind(ParameterBinder binder)
    {
        ComponentCount = binder.OptionalInt("n_components", ComponentCount, 1);
        Whitens = binder.Flag("whiten", Whitens);
        binder.Fixed("copy", true);
        BatchSize = binder.OptionalInt("batch_size", BatchSize, 1);
    }

    void IPartialTrainer.Continue(PartialCall call, AttributeWriter attributes)
    {
        DenseRows x = call.Checked(Rows(call.Fit), PythonName);
        IncrementalDirections? past = call.Before is { } before ? IncrementalDirections.Read(before, x.ColumnCount) : null;
        Add(past, x, call.Context).Write(attributes.SetFeatures(call.Fit.Names, x.ColumnCount));
    }

    private protected override void Learn(FitCall call, AttributeWriter attributes)
    {
        DenseRows x = Rows(call);
        int size = BatchSize ?? RowsPerColumn * x.ColumnCount, least = ComponentCount ?? 0;
        IncrementalDirections? learned = null;
        for (int start = 0; start < x.RowCount;)
        {
            int end = Math.Min(start + size, x.RowCount);

            // gen_batches: what would be too short a batch is added to the one before it.
            end = end + least > x.RowCount ? x.RowCount : end;
            learned = Add(learned, x.Take([.. Enumerable.Range(start, end - start)]), call.Context);
            start = end;
        }

        attributes.SetFeatures(call.Names, x.ColumnCount).Set("batch_size_", size);
        learned!.Write(attributes);
    }

    private DenseRows Rows(FitCall call) => call.Rows is SparseMatrix
        ? throw new TrainingException("FitRows", "IncrementalPCA is trained on rows in full alone") : call.Doubles(PythonName);

    private IncrementalDirections Add(IncrementalDirections? past, DenseRows x, FitContext context)
    {
        context.Cancellation.ThrowIfCancellationRequested();
        int count = ComponentCount ?? past?.Count ?? Math.Min(x.RowCount, x.ColumnCount);

        // A number that the first batch gave is not held against those that follow.
        if (count > x.ColumnCount || (ComponentCount is not null && count > x.RowCount && (past is null || !context.IsNew)))
        {
            throw new TrainingException("FitParameter",
                $"IncrementalPCA has n_components={count}, and {x.RowCount} rows of {x.ColumnCount} columns have fewer directions");
        }

        return past is not null && past.Count != count
            ? throw new TrainingException("FitParameter", $"IncrementalPCA has n_components={count}, and has learned {past.Count}")
            : IncrementalDirections.Add(past, x, count, context);
    }
}
