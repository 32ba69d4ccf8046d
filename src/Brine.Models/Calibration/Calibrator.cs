namespace Brine.Models;

/// <summary>What makes a probability of a score.</summary>
public abstract record Calibrator
{
    private protected Calibrator()
    {
    }

    /// <summary>The probability of a score.</summary>
    internal abstract double Of(double score);
}

/// <summary><c>expit(-(Slope * score + Offset))</c>: Platt's sigmoid.</summary>
/// <param name="Slope"><c>a_</c></param>
/// <param name="Offset"><c>b_</c></param>
public sealed record SigmoidCalibrator(double Slope, double Offset) : Calibrator
{
    internal override double Of(double score) => 1 / (1 + Exponential.Of((Slope * score) + Offset));
}

/// <summary>A line between points: IsotonicRegression.</summary>
/// <param name="Estimator">The regression.</param>
public sealed record IsotonicCalibrator(Estimator Estimator) : Calibrator
{
    internal override double Of(double score) => double.IsFinite(score) ? ((IsotonicRegression)Estimator).Of(score)
        : throw FiniteScore.Refusal("CalibratedClassifierCV");
}

/// <summary>The softmax of all scores times a number.</summary>
/// <param name="Beta">The number (<c>beta_</c>), one over the temperature.</param>
public sealed record TemperatureCalibrator(double Beta) : Calibrator
{
    internal override double Of(double score) => Beta * score;
}
