namespace Brine.Training;

/// <summary>Gradient boosting on histograms that answers with numbers: scikit-learn's <c>HistGradientBoostingRegressor</c>.</summary>
public sealed class HistGradientBoostingRegressor : HistogramBoostingTrainer
{
    /// <summary>Makes a trainer with scikit-learn's parameters.</summary>
    public HistGradientBoostingRegressor() => Loss = "squared_error";

    /// <summary><c>quantile</c>: which quantile is learned, where <see cref="HistogramBoostingTrainer.Loss"/> is
    /// <c>quantile</c>.</summary>
    public double? Quantile { get; set; }

    /// <inheritdoc/>
    public override string PythonName => "HistGradientBoostingRegressor";

    private protected override bool IsClassifier => false;

    private protected override void BindLoss(ParameterBinder binder)
    {
        Loss = binder.IsNew ? binder.Text("loss", Loss, "squared_error", "absolute_error", "poisson", "gamma", "quantile")
            : binder.Text("loss", Loss, "squared_error", "absolute_error", "poisson", "quantile");
        if (binder.Take("quantile") is { } given)
        {
            Quantile = given.ValueKind == System.Text.Json.JsonValueKind.Null ? null : binder.NumberOf("quantile", given);
        }

        if (Loss == "quantile" ? Quantile is not (> 0 and < 1) : Quantile is < 0 or > 1)
        {
            throw binder.Bad("quantile", Quantile is { } wrong ? $"{wrong}" : "None", "over 0 and under 1 where the loss is 'quantile'");
        }

        binder.Write("quantile", Quantile is { } quantile ? quantile : PyValue.None);
    }

    private protected override HistogramLoss NewLoss(int classCount, double[] y, bool isNew, bool isWeighted)
    {
        if (Array.FindIndex(y, value => Loss == "gamma" ? value <= 0 : Loss == "poisson" && value < 0) is >= 0 and var row)
        {
            throw new TrainingException("FitTarget",
                $"the target in row {row} is {y[row]}, and loss='{Loss}' takes "
                + (Loss == "gamma" ? "numbers over 0" : "no numbers under 0"));
        }

        return Loss == "poisson" && y.Sum() <= 0
            ? throw new TrainingException("FitTarget", "the target is 0 in all rows, and loss='poisson' takes a larger sum")
            : new NumberHistogramLoss(Loss, Quantile ?? 0.5) { IsWeighted = isWeighted };
    }
}
