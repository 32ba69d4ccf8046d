namespace Brine.Training;

/// <summary><c>quantile</c>: what lies under the answer counts otherwise than what lies over it.</summary>
/// <param name="isNew">True for the newest scikit-learn.</param>
/// <param name="alpha">Which quantile is learned.</param>
internal sealed class QuantileLoss(bool isNew, double alpha) : BoostingLoss(isNew)
{
    internal override double[] NegativeGradient(double[] y, double[] raw, int tree) => IsNew
        ? Zip(y, raw, (right, sum) => right >= sum ? alpha : -(1.0 - alpha))
        : Zip(y, raw, (right, sum) => right > sum ? alpha : 0 - (1 - alpha));

    internal override double Leaf(double[] y, double[] raw, double[] gradient, double[]? weights) =>
        Percentile(Zip(y, raw, (right, sum) => right - sum), 100 * alpha, weights);

    internal override double Of(double[] y, double[] raw, double[]? weights)
    {
        if (IsNew)
        {
            return Mean(Zip(y, raw, (right, sum) => right >= sum ? alpha * (right - sum) : (1.0 - alpha) * (sum - right)));
        }

        (List<double> over, List<double> under) = ([], []);
        for (int row = 0; row < y.Length; row++)
        {
            (y[row] > raw[row] ? over : under).Add((weights?[row] ?? 1) * (y[row] - raw[row]));
        }

        return ((alpha * PairwiseSum.Of<double>([.. over])) - ((1 - alpha) * PairwiseSum.Of<double>([.. under]))) / Total(y, weights);
    }

    internal override PyObject Describe(FitContext context)
    {
        if (IsNew)
        {
            return LossObject.New("PinballLoss", isNew: true, alpha);
        }

        PyObject old = LossObject.Old("QuantileLossFunction", 1);
        old.State.As<PyDict>()!["alpha"] = alpha;
        old.State.As<PyDict>()!["percentile"] = alpha * 100;
        return old;
    }
}
