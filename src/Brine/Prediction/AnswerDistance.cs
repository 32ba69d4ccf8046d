namespace Brine;

/// <summary>How far two answers are apart: relative to the answer, or to a thousandth of the largest of all where it is smaller than
/// that.</summary>
internal static class AnswerDistance
{
    /// <summary>What the distances of an answer are relative to.</summary>
    internal static double Scale(ReadOnlySpan<double> expected)
    {
        double largest = 1e-30;
        foreach (double value in expected)
        {
            largest = double.IsFinite(value) ? Math.Max(largest, Math.Abs(value)) : largest;
        }

        return largest;
    }

    /// <summary>The distance of one number: 0 for equal ones and for NaN beside NaN, infinity where only one is NaN or infinite.</summary>
    internal static double Of(double expected, double actual, double scale)
    {
        if (expected == actual || (double.IsNaN(expected) && double.IsNaN(actual)))
        {
            return 0;
        }

        double difference = Math.Abs(expected - actual) / Math.Max(Math.Abs(expected), scale * 1e-3);
        return double.IsNaN(difference) ? double.PositiveInfinity : difference;
    }
}
