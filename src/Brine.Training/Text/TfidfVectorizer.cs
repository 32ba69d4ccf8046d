namespace Brine.Training;

/// <summary>Makes a column of each term of documents, which weighs rare ones more: scikit-learn's <c>TfidfVectorizer</c>.</summary>
public sealed class TfidfVectorizer : VectorizerTrainer
{
    private readonly TfidfTransformer _weights = new();

    /// <summary><c>norm</c>: <c>l2</c> or <c>l1</c>, by which rows are made of length 1; null leaves them.</summary>
    public string? Norm
    {
        get => _weights.Norm;
        set => _weights.Norm = value;
    }

    /// <summary><c>use_idf</c>: whether rare terms weigh more.</summary>
    public bool WeighsRare
    {
        get => _weights.WeighsRare;
        set => _weights.WeighsRare = value;
    }

    /// <summary><c>smooth_idf</c>: whether there is a document that holds every term once, so that nothing is divided by 0.</summary>
    public bool IsSmooth
    {
        get => _weights.IsSmooth;
        set => _weights.IsSmooth = value;
    }

    /// <summary><c>sublinear_tf</c>: whether a count becomes 1 plus its logarithm.</summary>
    public bool IsSublinear
    {
        get => _weights.IsSublinear;
        set => _weights.IsSublinear = value;
    }

    /// <inheritdoc/>
    public override string PythonName => "TfidfVectorizer";

    private protected override string NumberType => "float64";

    internal override void Bind(ParameterBinder binder)
    {
        base.Bind(binder);
        _weights.Bind(binder);
    }

    private protected override void Finish(FitCall call, AttributeWriter attributes, TermCounts counts)
    {
        PyObject weights = _weights.Train(call.Context, counts.DocumentFrequencies(), counts.DocumentCount);
        attributes.Set("_tfidf", weights);
        if (attributes.WantsOutput)
        {
            attributes.Output = EstimatorTable.Read(weights).Transform(counts.ToRows(DType.Float64));
        }
    }
}
