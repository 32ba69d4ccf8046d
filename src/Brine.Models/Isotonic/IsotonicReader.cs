using Brine.Arrays;

namespace Brine.Models;

/// <summary>Reads IsotonicRegression.</summary>
internal static class IsotonicReader
{
    internal static IsotonicRegression Regression(EstimatorReader reader)
    {
        // Called _necessary_X_ until 0.23, and before that kept in full.
        string x = reader.Has("X_thresholds_") ? "X_thresholds_" : reader.Has("_necessary_X_") ? "_necessary_X_" : "X_";
        string y = reader.Has("y_thresholds_") ? "y_thresholds_" : reader.Has("_necessary_y_") ? "_necessary_y_" : "y_";
        NDArray points = reader.NumericArray(x), values = reader.NumericArray(y);
        double[] ascending = points.ToDoubles();
        if (points.Length == 0 || points.Length != values.Length)
        {
            throw reader.Corrupt(x, $"it has {points.Length} numbers and {y} {values.Length}");
        }

        for (int i = 1; i < ascending.Length; i++)
        {
            if (!(ascending[i] >= ascending[i - 1]))
            {
                throw reader.Corrupt(x, "its numbers do not ascend");
            }
        }

        bool isSingle = points.DType.IsSingle() && reader.Has("X_thresholds_");
        var form = new IsotonicForm(Array.AsReadOnly(ascending), Array.AsReadOnly(values.ToDoubles()))
        {
            OutOfBounds = reader.Text("out_of_bounds") switch
            {
                "clip" => OutOfBounds.Clip,
                "raise" => OutOfBounds.Refuse,
                _ => OutOfBounds.Missing,
            },
            Lowest = reader.Double("X_min_", ascending[0]),
            Highest = reader.Double("X_max_", ascending[^1]),
            IsSingle = isSingle,
        };
        return new IsotonicRegression(reader.Info, form,
            new InputContract { TakesVector = true, Precision = isSingle ? InputPrecision.Single : InputPrecision.Double });
    }
}
