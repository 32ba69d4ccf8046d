using Brine.Arrays;

namespace Brine.Models;

/// <summary>EmpiricalCovariance and its kin, whose distances tell how far a row is from the center; EllipticEnvelope calls those far away
/// outliers.</summary>
internal sealed class CovarianceEstimator : Estimator
{
    private readonly CovarianceForm _form;

    internal CovarianceEstimator(EstimatorInfo info, CovarianceForm form)
        : base(info)
    {
        _form = form;
        Methods = Methods.Mahalanobis
            | (form.Offset is null ? Methods.None : Methods.Predict | Methods.DecisionFunction)
            | (form.HasScores ? Methods.ScoreSamples : Methods.None);
    }

    public override EstimatorForm Form => _form;

    public override Methods Methods { get; }

    public override int? FeatureCount => _form.Location.Length;

    public override InputContract Inputs(Methods method) => InputContract.Finite;

    private protected override RowKernel? KernelCore(Methods method) =>
        Methods.HasFlag(method) ? new MahalanobisKernel(_form, method) : null;

    private protected override Answer Run(Methods method, Features x, CallOptions options)
    {
        double[] values = new MahalanobisKernel(_form, method).RunAllCore(x.ToMatrix());
        return method == Methods.Predict ? NDArray.Of(Array.ConvertAll(values, value => (long)value)) : NDArray.Of(values);
    }
}
