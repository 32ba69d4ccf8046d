using Brine.Arrays;

namespace Brine.Models;

/// <summary>KNeighborsRegressor.</summary>
internal sealed class KNeighborsRegressor : Estimator
{
    private readonly NeighborModel _model;
    private readonly InputContract _inputs;
    private readonly NeighborMeanKernel _mean;
    private readonly bool _isVector;
    private readonly bool _isSingle;

    internal KNeighborsRegressor(EstimatorInfo info, NeighborsForm form, InputContract inputs)
        : base(info)
    {
        Form = form;
        _inputs = inputs;
        _model = new NeighborModel(form);
        NDArray y = form.Targets!;
        bool isSingle = y.DType.IsSingle();
        _isVector = form.IsVector;
        _isSingle = !form.IsWeightedByDistance && isSingle;
        _mean = new NeighborMeanKernel(_model, ClassName, y.ToDoubles(), _isVector ? 1 : y.Shape[1], form.IsWeightedByDistance, isSingle);
    }

    public override EstimatorForm Form { get; }

    public override Methods Methods => Methods.Predict | Methods.KNeighbors | Methods.KNeighborsGraph;

    public override int? FeatureCount => _model.Search.Dimension;

    public override InputContract Inputs(Methods method) => _inputs;

    private protected override RowKernel? KernelCore(Methods method) => method == Methods.Predict ? _mean : null;

    private protected override Answer Run(Methods method, Features x, CallOptions options) => method switch
    {
        Methods.Predict => Predict(x),
        Methods.KNeighbors or Methods.KNeighborsGraph => _model.Answer(method, x, ClassName, options),
        _ => base.Run(method, x, options),
    };

    private Answer Predict(Features x)
    {
        double[] values = _mean.VoteAll(x);
        return _isVector ? NumpyPrecision.ToArray(values, _isSingle)
            : NumpyPrecision.ToArray(values, _isSingle, x.RowCount, _mean.OutputCount);
    }
}
