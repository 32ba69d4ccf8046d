namespace Brine.Training;

/// <summary>Makes a column of each term of documents, which counts it: scikit-learn's <c>CountVectorizer</c>.</summary>
public sealed class CountVectorizer : VectorizerTrainer
{
    /// <inheritdoc/>
    public override string PythonName => "CountVectorizer";

    private protected override string NumberType => "int64";

    private protected override void Finish(FitCall call, AttributeWriter attributes, TermCounts counts) =>
        attributes.Output = attributes.WantsOutput ? counts.ToRows(DType.Int64) : null;
}
