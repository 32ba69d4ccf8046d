namespace Brine.Training;

/// <summary><c>huber</c>: squares of small errors, and large ones as they are.</summary>
/// <param name="isNew">True for the newest scikit-learn.</param>
/// <param name="alpha">Which share of the errors is small.</param>
internal sealed class HuberLoss(bool isNew, double alpha) : BoostingLoss(isNew)
{
    /// <summary>What scikit-learn 1.9 begins with.</summary>
    private const double FirstDelta = 0.5;

    private double? _delta;

    internal override void Prepare(double[] y, double[] raw, double[]? weights) => _delta = Largest(y, raw, weights);

    internal override double[] NegativeGradient(double[] y, double[] raw, int tree)
    {
        double delta = _delta!.Value;
        return Zip(y, raw, (right, sum) => right - sum is var error && Math.Abs(error) <= delta ? error : error >= 0 ? delta : -delta);
    }

    internal override double Leaf(double[] y, double[] raw, double[] gradient, double[]? weights)
    {
        double[] errors = Zip(y, raw, (right, sum) => right - sum);
        double median = Percentile(errors, 50, weights), delta = _delta!.Value;
        return median + Mean(Array.ConvertAll(errors, error => error - median is var rest
            ? Math.Sign(rest) * Math.Min(delta, Math.Abs(rest)) : 0));
    }

    internal override double Of(double[] y, double[] raw, double[]? weights)
    {
        if (IsNew)
        {
            double delta = _delta ?? FirstDelta;
            return Mean(Zip(y, raw, (right, sum) => Math.Abs(right - sum) is var error && error <= delta ? 0.5 * (error * error)
                : delta * (error - (0.5 * delta))));
        }

        double gamma = _delta ?? Largest(y, raw, weights);
        double[] errors = Zip(y, raw, (right, sum) => Math.Abs(right - sum));
        (List<double> squares, List<double> lines) = ([], []);
        for (int row = 0; row < errors.Length; row++)
        {
            double error = errors[row], weight = weights?[row] ?? 1;
            if (error <= gamma)
            {
                squares.Add(0.5 * weight * (error * error));
            }
            else
            {
                lines.Add(gamma * weight * (error - (gamma / 2)));
            }
        }

        return (PairwiseSum.Of<double>([.. squares]) + PairwiseSum.Of<double>([.. lines])) / Total(y, weights);
    }

    internal override PyObject Describe(FitContext context)
    {
        if (IsNew)
        {
            PyObject made = LossObject.New("HuberLoss", isNew: true, _delta ?? FirstDelta);
            made.State.As<PyDict>()!["quantile"] = alpha;
            return made;
        }

        PyObject old = LossObject.Old("HuberLossFunction", 1);
        old.State.As<PyDict>()!["alpha"] = alpha;
        old.State.As<PyDict>()!["gamma"] = _delta is { } gamma ? context.Scalar(gamma) : default;
        return old;
    }

    private double Largest(double[] y, double[] raw, double[]? weights) =>
        Percentile(Zip(y, raw, (right, sum) => Math.Abs(right - sum)), alpha * 100, weights);
}
