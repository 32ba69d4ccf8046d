namespace Brine.Training;

/// <summary>One machine of two classes.</summary>
/// <param name="Alphas">The coefficient of each row, with its sign.</param>
/// <param name="Offset">What is taken off the answer.</param>
/// <param name="Iterations">How many steps it took.</param>
/// <param name="IsCutOff">True where the steps ran out.</param>
internal sealed record SvmMachineFit(double[] Alphas, double Offset, int Iterations, bool IsCutOff)
{
    /// <summary>What the logistic of the probabilities multiplies with, and adds.</summary>
    internal double Slope { get; init; }

    internal double Shift { get; init; }
}
