namespace Brine.Training;

/// <summary>What gradient boosting starts with: scikit-learn's <c>DummyClassifier</c> and <c>DummyRegressor</c>.</summary>
internal static class ConstantEstimator
{
    /// <summary><c>DummyClassifier(strategy='prior')</c>.</summary>
    internal static PyObject OfClasses(FitContext context, int featureCount, double[] codes, double[]? weights, int classCount)
    {
        var shares = new double[classCount];
        for (int row = 0; row < codes.Length; row++)
        {
            shares[(int)codes[row]] += weights?[row] ?? 1;
        }

        double total = PairwiseSum.Of<double>(shares);
        for (int c = 0; c < classCount; c++)
        {
            shares[c] /= total;
        }

        double[] classes = [.. Enumerable.Range(0, classCount).Select(c => (double)c)];
        AttributeWriter attributes = Start(context, "DummyClassifier", featureCount);
        return attributes.Set("strategy", "prior").Set("random_state", default(PyValue)).Set("_strategy", "prior")
            .Set("sparse_output_", false).Set("classes_", NDArray.OfNumbers(classes, context.IsNew ? DType.Float64 : DType.Int64))
            .Set("n_classes_", classCount).Set("class_prior_", shares).Build();
    }

    /// <summary><c>DummyRegressor</c> of the mean, or of a quantile.</summary>
    internal static PyObject OfNumbers(FitContext context, int featureCount, double[] y, double[]? weights, double? quantile)
    {
        double constant;
        if (weights is not null)
        {
            constant = quantile is { } part ? SampleWeights.Percentile(y, weights, part * 100.0)
                : PairwiseSum.Of<double>([.. y.Zip(weights, (value, weight) => value * weight)]) / PairwiseSum.Of<double>(weights);
        }
        else if (quantile is { } share)
        {
            double[] sorted = [.. y];
            Array.Sort(sorted);
            constant = Quantiles.Linear(sorted, share * 100.0 / 100);
        }
        else
        {
            constant = PairwiseSum.Of<double>(y) / y.Length;
        }

        return Start(context, "DummyRegressor", featureCount).Set("strategy", quantile is null ? "mean" : "quantile")
            .Set("quantile", quantile is { } given ? given : PyValue.None).Set("constant_", [constant], 1, 1).Build();
    }

    private static AttributeWriter Start(FitContext context, string name, int featureCount)
    {
        var attributes = new AttributeWriter(context, "sklearn.dummy", name);
        if (context.IsNew)
        {
            attributes.Set("n_features_in_", featureCount);
        }

        return attributes.Set("constant", default(PyValue)).Set("n_outputs_", 1);
    }
}
