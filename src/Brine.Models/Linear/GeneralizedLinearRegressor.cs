namespace Brine.Models;

/// <summary>PoissonRegressor, GammaRegressor and TweedieRegressor: a linear score through the inverse of the link, exp or
/// nothing.</summary>
internal sealed class GeneralizedLinearRegressor : Estimator
{
    private readonly LinearCoefficients _coefficients;
    private readonly bool _isLog;

    internal GeneralizedLinearRegressor(EstimatorInfo info, LinearForm form)
        : base(info)
    {
        Form = form;
        _coefficients = new LinearCoefficients(form);
        _isLog = form.Head == LinearHead.Exp;
    }

    public override EstimatorForm Form { get; }

    public override Methods Methods => Methods.Predict;

    public override int? FeatureCount => _coefficients.InputCount;

    public override InputContract Inputs(Methods method) => InputContract.FiniteOrSparse with { Floats = InputFloats.DoubleOrSingle };

    private protected override RowKernel? KernelCore(Methods method) => method == Methods.Predict
        ? _isLog ? new LogLinkKernel(_coefficients.Layer) : new LinearKernel(_coefficients.Layer)
        : null;

    private protected override Answer Run(Methods method, Features x, CallOptions options) => method switch
    {
        Methods.Predict => Predict(x),
        _ => base.Run(method, x, options),
    };

    private Answer Predict(Features x)
    {
        Scores scores = _coefficients.Decide(x);
        for (int i = 0; _isLog && i < scores.Values.Length; i++)
        {
            scores.Values[i] = scores.IsSingle ? NumpyFunctions.Exp((float)scores.Values[i]) : NumpyFunctions.Exp(scores.Values[i]);
        }

        return scores.ToArray(ravel: _coefficients.IsVector);
    }

    private sealed class LogLinkKernel(DenseLayer<double> layer) : LinearHeadKernel(layer, layer.OutputCount)
    {
        private protected override void Finish(Span<double> scores, int width, Span<double> output)
        {
            Exponential.Apply(scores);
            scores.CopyTo(output);
        }
    }
}
