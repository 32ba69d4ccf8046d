namespace Brine.Training;

/// <summary>What Newton's method of liblinear makes small: half the square of the weights and what the errors cost.</summary>
internal abstract class SmoothLoss
{
    /// <summary>How many rows are multiplied before they are added: they are near when they are read again.</summary>
    private protected const int Block = 128;

    internal abstract int Width { get; }

    /// <summary>The value; the slope and the curvature are asked for at the same weights afterwards.</summary>
    internal abstract double Value(double[] weights);

    internal abstract void Slope(double[] weights, double[] slope);

    /// <summary>The matrix of second derivatives times a vector.</summary>
    internal abstract void Bend(double[] vector, double[] product);

    private protected static double HalfSquare(double[] weights)
    {
        double sum = 0;
        foreach (double weight in weights)
        {
            sum += weight * weight;
        }

        return sum / 2.0;
    }
}
