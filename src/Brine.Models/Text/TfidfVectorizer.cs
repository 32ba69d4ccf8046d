namespace Brine.Models;

/// <summary>TfidfVectorizer: counts of terms, weighted by the TfidfTransformer inside.</summary>
internal sealed class TfidfVectorizer : Estimator
{
    private readonly DocumentCounter _counter;
    private readonly TfidfTransformer _weights;

    internal TfidfVectorizer(EstimatorInfo info, VocabularyForm form)
        : base(info)
    {
        Form = form;
        _counter = new DocumentCounter(form, info.ClassName);
        _weights = (TfidfTransformer)form.Weights!;
    }

    public override EstimatorForm Form { get; }

    public override IReadOnlyList<ColumnKind>? InputKinds => [ColumnKind.Document];

    public override Methods Methods => Methods.Transform | Methods.InverseTransform | Methods.GetFeatureNamesOut;

    /// <summary>Null: documents have no columns to check.</summary>
    public override int? FeatureCount => null;

    public override InputContract Inputs(Methods method) =>
        method == Methods.InverseTransform ? InputContract.FiniteOrSparse : InputContract.Documents;

    public override IReadOnlyList<string> FeatureNamesOut(IReadOnlyList<string>? names) => _counter.Vocabulary.Terms;

    private protected override Answer Run(Methods method, Features x, CallOptions options) => method switch
    {
        Methods.InverseTransform => InverseTransform(x),
        _ => base.Run(method, x, options),
    };

    private protected override Features TransformCore(Features x) => new SparseMatrix(_weights.Weigh(_counter.Count(x), isOwn: true));

    private Answer InverseTransform(Features x) => _counter.Vocabulary.Invert(x, _weights.ReversesRows);
}
