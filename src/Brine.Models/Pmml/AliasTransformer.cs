namespace Brine.Models;

/// <summary>sklearn2pmml's Alias, MultiAlias and TransformerWrapper: another transformer, whose columns are called otherwise.</summary>
internal sealed class AliasTransformer(EstimatorInfo info, DelegateForm form, IReadOnlyList<string>? names) : Estimator(info)
{
    public override EstimatorForm Form => form;

    public override Methods Methods =>
        (form.Inner.Methods & Methods.Transform) | (names is null ? Methods.None : Methods.GetFeatureNamesOut);

    public override IReadOnlyList<string>? FeatureNamesIn => form.Inner.FeatureNamesIn;

    public override bool FindsColumnsByName => form.Inner.FindsColumnsByName;

    public override IReadOnlyList<ColumnKind>? InputKinds => form.Inner.InputKinds;

    public override int? FeatureCount => form.Inner.FeatureCount;

    public override InputContract Inputs(Methods method) => form.Inner.Inputs(Methods.Transform);

    public override IReadOnlyList<string> FeatureNamesOut(IReadOnlyList<string>? given) =>
        names ?? throw Unsupported(Methods.GetFeatureNamesOut);

    private protected override RowKernel? KernelCore(Methods method) => method == Methods.Transform ? form.Inner.Kernel(method) : null;

    /// <summary>The inner transformer looks at the columns.</summary>
    private protected override Features Admit(Methods method, Features x) => x;

    private protected override Features TransformCore(Features x) => form.Inner.Transform(x);
}
