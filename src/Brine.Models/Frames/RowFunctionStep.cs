using Brine.Arrays;

namespace Brine.Models;

/// <summary>Adds a column that is computed of several others, row by row: their sum, their mean... as pandas computes them, without what is
/// missing.</summary>
/// <param name="Columns">The columns.</param>
/// <param name="Output">The name of the new one.</param>
/// <param name="Function"><c>sum</c>, <c>mean</c>, <c>min</c>, <c>max</c>, <c>prod</c>, <c>median</c>, <c>std</c> or <c>var</c>.</param>
public sealed record RowFunctionStep(IReadOnlyList<string> Columns, string Output, string Function) : FrameStep
{
    internal static bool Knows(string function) => function is "sum" or "mean" or "min" or "max" or "prod" or "median" or "std" or "var";

    internal override void Apply(FrameDraft frame)
    {
        double[][] columns = [.. Columns.Select(frame.Numbers)];
        bool isWhole = Columns.All(name => frame[name].DType.Kind is 'i' or 'u') && Function is "sum" or "min" or "max" or "prod";
        var values = new double[frame.RowCount];
        for (int row = 0; row < values.Length; row++)
        {
            int place = row;
            values[row] = Of([.. columns.Select(column => column[place]).Where(value => !double.IsNaN(value))]);
        }

        frame.Set(Column.OfNumbers(Output, values, isWhole ? DType.Int64 : DType.Float64));
    }

    private double Of(double[] values) => Function switch
    {
        "sum" => PairwiseSum.Of(values),
        "prod" => values.Aggregate(1.0, (product, value) => product * value),
        _ when values.Length == 0 => double.NaN,
        "mean" => PairwiseSum.Of(values) / values.Length,
        "min" => values.Min(),
        "max" => values.Max(),
        "median" => Median(values),
        "var" => Variance(values),
        _ => Math.Sqrt(Variance(values)),
    };

    private static double Median(double[] values)
    {
        Array.Sort(values);
        int half = values.Length / 2;
        return values.Length % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
    }

    /// <summary>pandas' <c>nanvar</c>, with one degree of freedom less.</summary>
    private static double Variance(double[] values)
    {
        if (values.Length < 2)
        {
            return double.NaN;
        }

        double mean = PairwiseSum.Of(values) / values.Length;
        return PairwiseSum.Of(Array.ConvertAll(values, value => (mean - value) * (mean - value))) / (values.Length - 1);
    }
}
