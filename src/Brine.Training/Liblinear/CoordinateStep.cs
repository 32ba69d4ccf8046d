namespace Brine.Training;

/// <summary>Newton's step of one coefficient whose size has a price: to where the slope is 0, or to 0.</summary>
internal static class CoordinateStep
{
    /// <param name="above">The slope where the coefficient is over 0.</param>
    /// <param name="below">The slope where it is under 0.</param>
    /// <param name="curvature">The curvature.</param>
    /// <param name="value">The coefficient.</param>
    internal static double Of(double above, double below, double curvature, double value) =>
        above < curvature * value ? -above / curvature : below > curvature * value ? -below / curvature : -value;

    /// <summary>By how much the slopes are off what they are at the best place.</summary>
    internal static double Violation(double value, double above, double below) =>
        value == 0 ? above < 0 ? -above : below > 0 ? below : 0 : Math.Abs(value > 0 ? above : below);

    /// <summary>True where a coefficient of 0 will stay 0.</summary>
    internal static bool IsSettled(double value, double above, double below, double limit) =>
        value == 0 && !(above < 0) && !(below > 0) && above > limit && below < -limit;
}
