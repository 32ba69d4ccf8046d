namespace Brine.Training;

/// <summary>Weighs counts of terms, the rare ones more: scikit-learn's <c>TfidfTransformer</c>.</summary>
public sealed class TfidfTransformer : Trainer
{
    /// <summary><c>norm</c>: <c>l2</c> or <c>l1</c>, by which rows are made of length 1; null leaves them.</summary>
    public string? Norm { get; set; } = "l2";

    /// <summary><c>use_idf</c>: whether rare terms weigh more.</summary>
    public bool WeighsRare { get; set; } = true;

    /// <summary><c>smooth_idf</c>: whether there is a document that holds every term once, so that nothing is divided by 0.</summary>
    public bool IsSmooth { get; set; } = true;

    /// <summary><c>sublinear_tf</c>: whether a count becomes 1 plus its logarithm.</summary>
    public bool IsSublinear { get; set; }

    /// <inheritdoc/>
    public override string PythonName => "TfidfTransformer";

    private protected override string Module => "sklearn.feature_extraction.text";

    internal override void Bind(ParameterBinder binder)
    {
        Norm = binder.OptionalText("norm", Norm, "l1", "l2");
        WeighsRare = binder.Flag("use_idf", WeighsRare);
        IsSmooth = binder.Flag("smooth_idf", IsSmooth);
        IsSublinear = binder.Flag("sublinear_tf", IsSublinear);
    }

    /// <summary>The transformer of terms that are in so many documents.</summary>
    internal PyObject Train(FitContext context, int[] frequencies, int documentCount)
    {
        AttributeWriter attributes = Start(context);
        Write(attributes, frequencies, documentCount);
        return attributes.Build();
    }

    private protected override void Learn(FitCall call, AttributeWriter attributes)
    {
        int[] frequencies = new int[call.Rows.ColumnCount];
        if (call.Rows is SparseMatrix { Csr: { } csr })
        {
            foreach (int column in csr.Columns)
            {
                frequencies[column]++;
            }
        }
        else
        {
            DenseRows x = call.Numbers(PythonName);
            for (int i = 0; i < x.Values.Length; i++)
            {
                frequencies[i % x.ColumnCount] += x.Values[i] != 0 ? 1 : 0;
            }
        }

        if (call.Rows.RowCount == 0)
        {
            throw new TrainingException("FitRows", "there are no rows for TfidfTransformer to learn from");
        }

        attributes.SetFeatures(call.Names, frequencies.Length);
        Write(attributes, frequencies, call.Rows.RowCount, hasFeatures: true);
    }

    private void Write(AttributeWriter attributes, int[] frequencies, int documentCount, bool hasFeatures = false)
    {
        if (!hasFeatures)
        {
            attributes.SetFeatures(null, frequencies.Length);
        }

        if (!WeighsRare)
        {
            return;
        }

        double extra = IsSmooth ? 1 : 0;
        double[] weights = Array.ConvertAll(frequencies, count => Math.Log((documentCount + extra) / (count + extra)) + 1.0);
        if (attributes.Context.IsNew)
        {
            attributes.Set("idf_", weights);
        }
        else
        {
            attributes.Set("_idf_diag", Diagonal(attributes.Context, weights));
        }
    }

    /// <summary>scipy's <c>diags(weights, format='csr')</c>.</summary>
    private static PyObject Diagonal(FitContext context, double[] weights) => SparseWriter.Write(context, weights.Length, weights.Length,
        [.. Enumerable.Range(0, weights.Length + 1)], [.. Enumerable.Range(0, weights.Length)], weights);
}
