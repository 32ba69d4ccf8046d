namespace Brine.Models;

/// <summary>FunctionTransformer: a function of numpy on every value, or nothing at all.</summary>
internal sealed class FunctionTransformer : Estimator
{
    private readonly FunctionForm _form;
    private readonly InputContract _inputs;

    internal FunctionTransformer(EstimatorInfo info, FunctionForm form, InputContract inputs)
        : base(info)
    {
        _form = form;
        _inputs = inputs;
        Methods = Methods.Transform | Methods.InverseTransform | (form.KeepsNames ? Methods.GetFeatureNamesOut : Methods.None);
    }

    public override EstimatorForm Form => _form;

    public override Methods Methods { get; }

    public override InputContract Inputs(Methods method) => _inputs;

    private protected override RowKernel? KernelCore(Methods method) =>
        FeatureCount is { } count && method == Methods.Transform ? KernelOf(_form.Function, count) : null;

    public override IReadOnlyList<string> FeatureNamesOut(IReadOnlyList<string>? names) =>
        Methods.HasFlag(Methods.GetFeatureNamesOut) && (FeatureNamesIn ?? names ?? InputNames.Numbered(FeatureCount)) is { } known ? known
            : throw Unsupported(Methods.GetFeatureNamesOut);

    internal RowKernel? InverseKernel(int count) => KernelOf(_form.Inverse, count)?.Guard(this, _inputs);

    /// <summary>Without validation nothing is looked at, neither the number of the columns nor their names.</summary>
    private protected override Features Admit(Methods method, Features x) => _form.Validates ? base.Admit(method, x) : x;

    private protected override Answer Run(Methods method, Features x, CallOptions options) => method switch
    {
        Methods.InverseTransform => InverseTransform(x),
        _ => base.Run(method, x, options),
    };

    private protected override Features TransformCore(Features x) => Apply(_form.Function, x);

    private Answer InverseTransform(Features x) => Answer.Of(Apply(_form.Inverse, x));

    private static RowKernel? KernelOf(NumpyCall? call, int count) => call is null ? new CopyKernel(count) : call.Function.Kernel(count);

    private static Features Apply(NumpyCall? call, Features x) => call is null ? x : call.Function.Apply(x);
}
