namespace Brine.Models;

/// <summary>The estimator that says where the sums of gradient boosting start.</summary>
/// <param name="Estimator">The estimator: its answer, or the logarithm of its probabilities, is the start.</param>
/// <param name="Link">The link whose inverse turns probabilities into sums.</param>
public sealed record InitialEstimator(Estimator Estimator, BoostingLink Link)
{
    /// <summary>Probabilities closer to 0 or 1 than this are moved.</summary>
    internal double Margin { get; init; }

    /// <summary>True for the loss classes of scikit-learn 1.4 and later.</summary>
    internal bool IsOfLossModule { get; init; }

    /// <summary>True where scipy's <c>logit</c> goes through log1p in the middle.</summary>
    internal bool SplitsLogit { get; init; }

    /// <summary>The sums that rows start with, row by row.</summary>
    /// <param name="x">Rows that were cast to float32.</param>
    /// <param name="width">How many sums a row has.</param>
    /// <param name="options">What Python passes beside the rows.</param>
    internal double[] Start(Features x, int width, CallOptions options)
    {
        if (Link is BoostingLink.Identity)
        {
            return Estimator.Call(Methods.Predict, x, options).ToArray().ToDoubles();
        }

        Arrays.NDArray probabilities = Estimator.Call(Methods.PredictProba, x, options).ToArray();
        double[] values = probabilities.ToDoubles();
        bool isSingle = probabilities.DType.IsSingle() && !IsOfLossModule;
        int columns = values.Length / Math.Max(1, x.RowCount);
        if (columns != Math.Max(2, width) && x.RowCount > 0)
        {
            throw new UnsupportedModelException("UnsupportedOption",
                $"the init of gradient boosting tells {columns} classes apart and the trees {Math.Max(2, width)}", Estimator.Path);
        }

        return width == 1 ? OfTwo(values, isSingle) : OfMany(values, width, isSingle);
    }

    private double[] OfTwo(double[] values, bool isSingle)
    {
        var sums = new double[values.Length / 2];
        for (int row = 0; row < sums.Length; row++)
        {
            double p = Clip(values[(2 * row) + 1], isSingle);
            double logit = isSingle ? NumpySingle.Log((float)p / (1f - (float)p))
                : SplitsLogit && p is >= 0.3 and <= 0.65
                    ? LogarithmOfOnePlus.Log1p(2 * (p - 0.5)) - LogarithmOfOnePlus.Log1p(-(2 * (p - 0.5)))
                : Math.Log(p / (1 - p));
            sums[row] = Link == BoostingLink.HalfLogistic ? 0.5 * logit : logit;
        }

        return sums;
    }

    private double[] OfMany(double[] values, int width, bool isSingle)
    {
        var sums = new double[values.Length];
        var logarithms = new double[width];
        for (int start = 0; start < values.Length; start += width)
        {
            for (int k = 0; k < width; k++)
            {
                double p = Clip(values[start + k], isSingle);
                sums[start + k] = p;
                logarithms[k] = isSingle ? NumpySingle.Log((float)p) : Math.Log(p);
            }

            // MultinomialLogit.link: the logarithm of each probability over the geometric mean of all.
            double mean = IsOfLossModule ? Exponential.Of(PairwiseSum.Of<double>(logarithms) / width) : 0;
            for (int k = 0; k < width; k++)
            {
                sums[start + k] = IsOfLossModule ? Math.Log(sums[start + k] / mean) : logarithms[k];
            }
        }

        return sums;
    }

    private double Clip(double value, bool isSingle)
    {
        double highest = isSingle ? 1f - (float)Margin : 1 - Margin;
        return value < Margin ? Margin : value > highest ? highest : value;
    }
}
