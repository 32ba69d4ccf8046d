namespace Brine.Training;

/// <summary><c>squared_error</c>.</summary>
internal sealed class SquaredErrorLoss(bool isNew) : BoostingLoss(isNew)
{
    internal override bool ChangesLeaves => false;

    internal override double[] NegativeGradient(double[] y, double[] raw, int tree) => Zip(y, raw, (right, sum) => right - sum);

    internal override double Leaf(double[] y, double[] raw, double[] gradient, double[]? weights) => throw new NotSupportedException();

    internal override double Of(double[] y, double[] raw, double[]? weights) => IsNew
        ? 2 * Mean(Zip(y, raw, (right, sum) => 0.5 * (sum - right) * (sum - right)))
        : Share(Zip(y, raw, (right, sum) => (right - sum) * (right - sum)), weights);

    internal override PyObject Describe(FitContext context) => IsNew ? LossObject.New("HalfSquaredError", isNew: true)
        : LossObject.Old("LeastSquaresError", 1);
}
