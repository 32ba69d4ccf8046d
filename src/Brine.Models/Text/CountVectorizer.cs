namespace Brine.Models;

/// <summary>CountVectorizer: how often each term of the vocabulary stands in a document.</summary>
internal sealed class CountVectorizer : Estimator
{
    private readonly DocumentCounter _counter;

    internal CountVectorizer(EstimatorInfo info, VocabularyForm form)
        : base(info)
    {
        Form = form;
        _counter = new DocumentCounter(form, info.ClassName);
    }

    public override EstimatorForm Form { get; }

    public override IReadOnlyList<ColumnKind>? InputKinds => [ColumnKind.Document];

    public override Methods Methods => Methods.Transform | Methods.InverseTransform | Methods.GetFeatureNamesOut;

    /// <summary>Null: documents have no columns to check.</summary>
    public override int? FeatureCount => null;

    public override InputContract Inputs(Methods method) =>
        method == Methods.InverseTransform ? InputContract.FiniteOrSparse : InputContract.Documents with { TakesEmpty = true };

    public override IReadOnlyList<string> FeatureNamesOut(IReadOnlyList<string>? names) => _counter.Vocabulary.Terms;

    private protected override Answer Run(Methods method, Features x, CallOptions options) => method switch
    {
        Methods.InverseTransform => InverseTransform(x),
        _ => base.Run(method, x, options),
    };

    private protected override Features TransformCore(Features x) => new SparseMatrix(_counter.Count(x));

    private Answer InverseTransform(Features x) => _counter.Vocabulary.Invert(x, descending: false);
}
