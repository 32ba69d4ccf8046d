namespace Brine.Models;

/// <summary>sklearn2pmml's IdentityTransformer and DomainEraser: the data as it comes.</summary>
internal sealed class PassThrough(EstimatorInfo info) : Estimator(info)
{
    public override EstimatorForm Form { get; } = new FunctionForm { KeepsNames = true };

    public override Methods Methods => Methods.Transform;

    internal override bool KeepsColumns => true;

    public override InputContract Inputs(Methods method) => InputContract.Anything;

    private protected override RowKernel? KernelCore(Methods method) =>
        method == Methods.Transform && FeatureCount is { } count ? new CopyKernel(count) : null;

    private protected override Features Admit(Methods method, Features x) => x;

    private protected override Features TransformCore(Features x) => x;
}
