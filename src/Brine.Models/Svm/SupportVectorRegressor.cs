using Brine.Arrays;

namespace Brine.Models;

/// <summary>SVR and NuSVR.</summary>
internal sealed class SupportVectorRegressor : Estimator
{
    private readonly SupportVectorSum _sum;

    internal SupportVectorRegressor(EstimatorReader reader)
        : base(reader) => _sum = new SupportVectorSum(reader);

    public override Methods Methods => Methods.Predict;

    public override int? FeatureCount => _sum.InputCount;

    public override RowKernel? Kernel(Methods method) => method == Methods.Predict ? _sum : null;

    private protected override Answer Predict(Features x) => NDArray.Of(_sum.RunAll(x.ToMatrix()));
}
