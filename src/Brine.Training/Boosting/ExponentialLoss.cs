namespace Brine.Training;

/// <summary><c>exponential</c> of two classes, the loss of AdaBoost.</summary>
internal sealed class ExponentialLoss(bool isNew) : BoostingLoss(isNew)
{
    internal override double[] NegativeGradient(double[] y, double[] raw, int tree) => Zip(y, raw, (right, sum) =>
    {
        if (!IsNew)
        {
            double sign = (2.0 * right) - 1.0;
            return sign * Exponential.Of(-sign * sum);
        }

        double power = Exponential.Of(sum);
        return -((-right / power) + ((1 - right) * power));
    });

    internal override double Leaf(double[] y, double[] raw, double[] gradient, double[]? weights)
    {
        if (IsNew)
        {
            return Divide(Mean(gradient), Mean(Zip(y, gradient, (right, rest) => right == 0 ? -rest : rest)));
        }

        double[] powers = Zip(y, raw, (right, sum) => Exponential.Of(-((2.0 * right) - 1.0) * sum));
        return Divide(Sum(Zip(y, powers, (right, power) => ((2.0 * right) - 1.0) * power), weights), Sum(powers, weights));
    }

    internal override double Of(double[] y, double[] raw, double[]? weights) => IsNew
        ? Mean(Zip(y, raw, (right, sum) => Exponential.Of(sum) is var power ? (right / power) + ((1 - right) * power) : 0))
        : Share(Zip(y, raw, (right, sum) => Exponential.Of(-((2 * right) - 1) * sum)), weights);

    internal override PyObject Describe(FitContext context) =>
        IsNew ? LossObject.New("ExponentialLoss", isNew: true) : LossObject.Old("ExponentialLoss", 1);
}
