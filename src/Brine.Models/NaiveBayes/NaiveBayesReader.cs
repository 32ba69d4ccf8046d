using Brine.Arrays;

namespace Brine.Models;

/// <summary>Reads the naive Bayes models.</summary>
internal static class NaiveBayesReader
{
    internal static GaussianNB Gaussian(EstimatorReader reader)
    {
        Labels classes = Classes(reader);
        NDArray means = reader.NumericArray("theta_");
        if (means.Rank != 2 || means.Shape[0] != classes.Count)
        {
            throw reader.Corrupt("theta_", $"it has not {classes.Count} rows");
        }

        NDArray variances = reader.NumericArray("var_", "sigma_"), priors = reader.NumericArray("class_prior_");
        _ = reader.Numbers(means.Length, "var_", "sigma_");
        bool isSingle = means.DType.IsSingle() && variances.DType.IsSingle() && priors.DType.IsSingle();
        var form = new GaussianBayesForm(classes, means, variances.Reshape(means.Shape.ToArray()),
            reader.Numbers(classes.Count, "class_prior_")) { IsSingle = isSingle, SplitsLogSumExp = Splits(reader) };
        return new(reader.Info, form, InputContract.Finite);
    }

    internal static CategoricalNB Categorical(EstimatorReader reader)
    {
        Labels classes = Classes(reader);
        NDArray[] arrays = reader.NumericArrays("feature_log_prob_");
        foreach (NDArray array in arrays)
        {
            if (array.Rank != 2 || array.Shape[0] != classes.Count)
            {
                throw reader.Corrupt("feature_log_prob_", $"one of its arrays has not {classes.Count} rows");
            }
        }

        var form = new CategoricalBayesForm(classes, arrays, reader.Numbers(classes.Count, "class_log_prior_"))
            { SplitsLogSumExp = Splits(reader) };
        return new(reader.Info, form, new InputContract { TakesNegative = false });
    }

    internal static DiscreteNaiveBayes Multinomial(EstimatorReader reader)
    {
        NDArray weights = Weights(reader);
        return Discrete(reader, weights.ToDoubles(), weights.Shape, reader.Numbers(weights.Shape[0], "class_log_prior_"), null);
    }

    /// <summary>The prior of the classes counts only where there is but one.</summary>
    internal static DiscreteNaiveBayes Complement(EstimatorReader reader)
    {
        NDArray weights = Weights(reader);
        return Discrete(reader, weights.ToDoubles(), weights.Shape, weights.Shape[0] == 1 ? reader.Numbers(1, "class_log_prior_") : [],
            null);
    }

    /// <summary>A feature that is absent adds log(1 - p): its sum over all features is in the intercept, what is present takes it
    /// back.</summary>
    internal static DiscreteNaiveBayes Bernoulli(EstimatorReader reader)
    {
        NDArray array = Weights(reader);
        int classes = array.Shape[0], features = array.Shape[1];
        double[] weights = array.ToDoubles(), intercepts = reader.Numbers(classes, "class_log_prior_");
        var absent = new double[features];
        for (int k = 0; k < classes; k++)
        {
            Span<double> present = weights.AsSpan(k * features, features);
            for (int i = 0; i < features; i++)
            {
                absent[i] = Math.Log(1 - Math.Exp(present[i]));
                present[i] -= absent[i];
            }

            intercepts[k] += array.IsFortran ? SequentialSum(absent) : PairwiseSum.Of<double>(absent);
        }

        return Discrete(reader, weights, array.Shape, intercepts, reader.Has("binarize") ? reader.Double("binarize") : null);
    }

    /// <summary>Ones that are not stored cannot be counted: with a negative threshold a sparse matrix is refused.</summary>
    private static DiscreteNaiveBayes Discrete(EstimatorReader reader, double[] weights, ReadOnlySpan<int> shape, double[] intercepts,
        double? threshold)
    {
        var form = new DiscreteBayesForm(Classes(reader), NDArray.Of(weights, shape), intercepts)
            { Threshold = threshold, SplitsLogSumExp = Splits(reader) };
        return new(reader.Info, form, threshold < 0 ? InputContract.Finite : InputContract.FiniteOrSparse);
    }

    private static NDArray Weights(EstimatorReader reader)
    {
        NDArray array = reader.NumericArray("feature_log_prob_");
        int classes = reader.Labels("classes_").Count;
        return array.Rank == 2 && array.Shape[0] == classes ? array
            : throw reader.Corrupt("feature_log_prob_", $"it has not {classes} rows");
    }

    private static Labels Classes(EstimatorReader reader) =>
        reader.Labels("classes_") is { Count: > 0 } classes ? classes : throw reader.Corrupt("classes_", "it is empty");

    /// <summary>The file does not say which scipy will run it; scikit-learn 1.6 came out with scipy 1.15, which changed
    /// logsumexp.</summary>
    private static bool Splits(EstimatorReader reader) => reader.SavedBy.IsAtLeast(1, 6, otherwise: reader.Has("n_features_in_"));

    private static double SequentialSum(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values)
        {
            sum += value;
        }

        return sum;
    }
}
