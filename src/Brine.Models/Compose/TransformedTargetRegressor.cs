using Brine.Arrays;

namespace Brine.Models;

/// <summary>TransformedTargetRegressor: the inner regressor predicts a transformed target, which is transformed back.</summary>
internal sealed class TransformedTargetRegressor : Estimator
{
    private readonly Estimator _regressor;
    private readonly Estimator _transformer;
    private readonly bool _isVector;

    internal TransformedTargetRegressor(EstimatorInfo info, TargetForm form)
        : base(info)
    {
        Form = form;
        _regressor = form.Regressor;
        _transformer = form.Transformer;
        _isVector = form.IsVector;
    }

    public override EstimatorForm Form { get; }

    public override Methods Methods => Methods.Predict;

    public override IReadOnlyList<string>? FeatureNamesIn => _regressor.FeatureNamesIn;

    public override int? FeatureCount => _regressor.FeatureCount;

    public override InputContract Inputs(Methods method) => _regressor.Inputs(method);

    private protected override RowKernel? KernelCore(Methods method) =>
        method == Methods.Predict && _transformer is FunctionTransformer function && _regressor.Kernel(method) is { } kernel
            ? ChainKernel.Of([kernel, function.InverseKernel(kernel.OutputCount)])
            : null;

    /// <summary>The regressor looks at the columns.</summary>
    private protected override Features Admit(Methods method, Features x) => x;

    private protected override Answer Run(Methods method, Features x, CallOptions options) => method switch
    {
        Methods.Predict => Predict(x),
        _ => base.Run(method, x, options),
    };

    private Answer Predict(Features x)
    {
        NDArray predicted = _regressor.Call(Methods.Predict, x).ToArray();
        NDArray targets = _transformer.Call(Methods.InverseTransform,
            Features.FromArray(predicted.Rank == 1 ? predicted.Reshape(predicted.Length, 1) : predicted)).ToArray();
        return _isVector && targets.Rank == 2 && targets.Shape[1] == 1 ? targets.Reshape(targets.Shape[0]) : targets;
    }
}
