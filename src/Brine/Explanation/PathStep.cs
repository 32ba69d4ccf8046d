using System.Globalization;

namespace Brine;

/// <summary>A split on the way of a row through a tree.</summary>
/// <param name="Node">The number of the node.</param>
/// <param name="Feature">The name of the feature that is asked about.</param>
/// <param name="Value">The value that the row has there.</param>
/// <param name="Threshold">The threshold; NaN where the question is one about categories.</param>
/// <param name="GoesLeft">True where the row goes to the left child.</param>
/// <param name="Samples">How many rows of the training came to the node.</param>
public sealed record PathStep(int Node, string Feature, double Value, double Threshold, bool GoesLeft, long Samples)
{
    /// <summary>True where values below the threshold alone go left; false where the threshold goes left too.</summary>
    public bool IsStrict { get; init; }

    /// <summary>The step in words: <c>petal width (cm) = 1.8 &gt; 0.8</c>; six digits of each number, or all where six do not tell them
    /// apart.</summary>
    public override string ToString()
    {
        if (double.IsNaN(Value))
        {
            return $"{Feature} is missing";
        }

        if (double.IsNaN(Threshold))
        {
            return $"{Feature} = {Short(Value)}, a category that goes {(GoesLeft ? "left" : "right")}";
        }

        (string value, string threshold) = (Short(Value), Short(Threshold));
        if (value == threshold)
        {
            (value, threshold) = (NumpyText.Of(Value), NumpyText.Of(Threshold));
        }

        return $"{Feature} = {value} {(GoesLeft ? IsStrict ? "<" : "<=" : IsStrict ? ">=" : ">")} {threshold}";
    }

    private static string Short(double number) => number.ToString("G6", CultureInfo.InvariantCulture);
}
