namespace Brine.Models;

/// <summary>PoissonRegressor, GammaRegressor and TweedieRegressor: a linear score through the inverse of the link, exp or nothing.</summary>
internal sealed class GeneralizedRegressor : Estimator
{
    private readonly LinearCoefficients _coefficients;
    private readonly bool _isLog;

    internal GeneralizedRegressor(EstimatorReader reader)
        : base(reader)
    {
        _coefficients = new LinearCoefficients(reader);
        _isLog = reader.ClassName != "TweedieRegressor" || reader.Text("link") switch
        {
            "log" => true,
            "identity" => false,
            _ => reader.Double("power", 0) > 0,
        };
    }

    public override Methods Methods => Methods.Predict;

    public override int? FeatureCount => _coefficients.InputCount;

    public override InputContract Inputs(Methods method) => InputContract.FiniteOrSparse;

    private protected override RowKernel? KernelCore(Methods method) => method == Methods.Predict
        ? _isLog ? new LogLinkKernel(_coefficients.Layer) : new LinearKernel(_coefficients.Layer)
        : null;

    private protected override Answer Predict(Features x)
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
