namespace Brine.Training;

/// <summary><c>absolute_error</c>.</summary>
internal sealed class AbsoluteErrorLoss(bool isNew) : BoostingLoss(isNew)
{
    internal override double[] NegativeGradient(double[] y, double[] raw, int tree) => IsNew
        ? Zip(y, raw, (right, sum) => sum > right ? -1.0 : 1.0)
        : Zip(y, raw, (right, sum) => right - sum > 0 ? 1.0 : -1.0);

    internal override double Leaf(double[] y, double[] raw, double[] gradient, double[]? weights) =>
        Percentile(Zip(y, raw, (right, sum) => right - sum), 50, weights);

    internal override double Of(double[] y, double[] raw, double[]? weights)
    {
        double[] errors = Zip(y, raw, (right, sum) => Math.Abs(right - sum));
        return IsNew ? Mean(errors) : Share(errors, weights);
    }

    internal override PyObject Describe(FitContext context) =>
        IsNew ? LossObject.New("AbsoluteError", isNew: true) : LossObject.Old("LeastAbsoluteError", 1);
}
