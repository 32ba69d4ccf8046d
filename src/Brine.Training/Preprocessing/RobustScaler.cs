namespace Brine.Training;

/// <summary>Moves each column to median 0 and scales it by a range of its quantiles, which outliers do not change: scikit-learn's
/// <c>RobustScaler</c>.</summary>
public sealed class RobustScaler : Trainer
{
    private const double Smallest = 10 * 2.220446049250313e-16;

    /// <summary><c>with_centering</c>: whether the median is taken off.</summary>
    public bool CentersMedian { get; set; } = true;

    /// <summary><c>with_scaling</c>: whether columns are divided by their range.</summary>
    public bool ScalesRange { get; set; } = true;

    /// <summary>The first number of <c>quantile_range</c>: the percentile at which the range begins.</summary>
    public double LowestPercentile { get; set; } = 25;

    /// <summary>The second number of <c>quantile_range</c>: the percentile at which the range ends.</summary>
    public double HighestPercentile { get; set; } = 75;

    /// <inheritdoc/>
    public override string PythonName => "RobustScaler";

    private protected override string Module => "sklearn.preprocessing._data";

    internal override bool KeepsOrder => true;

    internal override void Bind(ParameterBinder binder)
    {
        CentersMedian = binder.Flag("with_centering", CentersMedian);
        ScalesRange = binder.Flag("with_scaling", ScalesRange);
        if (binder.Take("quantile_range") is { } given)
        {
            (LowestPercentile, HighestPercentile) = given.ValueKind == System.Text.Json.JsonValueKind.Array && given.GetArrayLength() == 2
                ? (binder.NumberOf("quantile_range", given[0]), binder.NumberOf("quantile_range", given[1]))
                : throw binder.Bad("quantile_range", given.GetRawText(), "two numbers");
        }

        if (!(LowestPercentile >= 0 && LowestPercentile <= HighestPercentile && HighestPercentile <= 100))
        {
            throw binder.Bad("quantile_range", $"({LowestPercentile}, {HighestPercentile})",
                "two numbers from 0 to 100, the smaller one first");
        }

        binder.Write("quantile_range", new PyTuple(LowestPercentile, HighestPercentile));
        binder.Fixed("unit_variance", false);
        binder.Fixed("copy", true);
    }

    private protected override void Learn(FitCall call, AttributeWriter attributes)
    {
        if (call.Rows is SparseMatrix)
        {
            throw new TrainingException("FitRows", "RobustScaler is trained on dense rows here, and these are sparse");
        }

        DenseRows x = call.Doubles(PythonName, allowMissing: true);
        double[] centers = new double[x.ColumnCount], scales = new double[x.ColumnCount];
        for (int column = 0; column < centers.Length; column++)
        {
            double[] sorted = [.. x.Column(column).Where(value => !double.IsNaN(value)).Order()];
            centers[column] = Quantiles.Median(sorted);
            double scale = sorted.Length == 0 ? double.NaN
                : Quantiles.Linear(sorted, HighestPercentile / 100) - Quantiles.Linear(sorted, LowestPercentile / 100);
            scales[column] = scale < Smallest ? 1.0 : scale;
        }

        attributes.SetFeatures(call.Names, x.ColumnCount)
            .Set("center_", CentersMedian ? call.Context.Array(NDArray.Of(centers)) : default)
            .Set("scale_", ScalesRange ? call.Context.Array(NDArray.Of(scales)) : default);
    }
}
