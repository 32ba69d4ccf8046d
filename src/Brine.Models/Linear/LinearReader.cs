using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>Reads the linear models: the rules of all versions end here.</summary>
internal static partial class LinearReader
{
    /// <summary>Their <c>_decision_function</c> multiplies a sparse matrix as it is.</summary>
    private static readonly string[] UncheckedSparse = ["Lasso", "ElasticNet", "MultiTaskLasso", "MultiTaskElasticNet"];

    /// <summary>Ridge, Lasso and all other regressors whose <c>predict</c> is the scores. Until 0.18 they had <c>decision_function</c>
    /// too.</summary>
    internal static LinearRegressor Regressor(EstimatorReader reader) =>
        new(reader.Info, Form(reader, takesScalar: true), Sparse(reader), decides: !reader.SavedBy.IsAtLeast(0, 19));

    /// <summary>RANSACRegressor.</summary>
    internal static RansacRegressor Ransac(EstimatorReader reader) => new(reader.Info, reader.Child("estimator_"));

    /// <summary>PoissonRegressor, GammaRegressor and TweedieRegressor.</summary>
    internal static GeneralizedLinearRegressor Generalized(EstimatorReader reader)
    {
        bool isLog = reader.ClassName != "TweedieRegressor" || reader.Text("link") switch
        {
            "log" => true,
            "identity" => false,
            _ => reader.Double("power", 0) > 0,
        };
        return new(reader.Info, Form(reader) with { Head = isLog ? LinearHead.Exp : LinearHead.Score });
    }

    /// <summary>SGDOneClassSVM, whose offset is subtracted.</summary>
    internal static SgdOneClassSvm OneClass(EstimatorReader reader)
    {
        NDArray coefficients = reader.NumericArray("coef_");
        return new(reader.Info,
            new LinearForm(coefficients.Reshape(coefficients.Length), Negative(reader, "offset_")) { Head = LinearHead.Sign });
    }

    /// <summary>A number with its sign turned, in its own precision.</summary>
    private static NDArray Negative(EstimatorReader reader, string name) =>
        reader.TryArray(name, out NDArray? array) && array!.DType.IsSingle() && array.Length == 1
            ? NDArray.Of([-(float)array.ToDoubles()[0]]) : NDArray.Of([-reader.Double(name)]);

    /// <summary>BayesianRidge and ARDRegression.</summary>
    internal static BayesianRegressor Bayesian(EstimatorReader reader)
    {
        LinearForm mean = Form(reader, takesScalar: true);
        int[] columns = KeptColumns(reader, mean.FeatureCount);
        bool hasDeviations = reader.Has("sigma_") && reader.Has("alpha_");
        if (hasDeviations)
        {
            reader.Numbers(checked(columns.Length * columns.Length), "sigma_");
        }

        // Rows are centered from 1.9 on, and before 1.2 where they were normalized too.
        bool isNormalized = reader.Flag("normalize", false);
        bool isCentered = hasDeviations && reader.Has("X_offset_") && (isNormalized || reader.SavedBy.IsAtLeast(1, 9));
        var form = new BayesianForm(mean)
        {
            Columns = columns,
            Covariance = hasDeviations ? reader.NumericArray("sigma_") : null,
            Noise = hasDeviations ? 1.0 / reader.Double("alpha_") : 0,
            Offsets = isCentered ? reader.Numbers(mean.FeatureCount, "X_offset_") : null,
            Scales = isCentered && isNormalized && reader.Has("X_scale_") ? reader.Numbers(mean.FeatureCount, "X_scale_") : null,
        };
        return new(reader.Info, form, Sparse(reader), decides: !reader.SavedBy.IsAtLeast(0, 19));
    }

    /// <summary><c>coef_</c> and <c>intercept_</c>.</summary>
    /// <param name="reader">The attributes.</param>
    /// <param name="takesScalar">True where coefficients without dimensions are read, and refused when rows are to be multiplied by
    /// them.</param>
    private static LinearForm Form(EstimatorReader reader, bool takesScalar = false)
    {
        // sparsify() turns coef_ into a sparse matrix; some old versions kept a list.
        NDArray coefficients = CsrMatrix.From(reader.ValueOrNone("coef_")) is { } sparse
            ? new Scores(sparse.ToDense(), sparse.ColumnCount, sparse.DType.IsSingle()).ToArray(ravel: false)
            : reader.NumericArray("coef_");
        if (coefficients.Rank > 2 || (coefficients.Rank == 0 && !takesScalar))
        {
            throw reader.Corrupt("coef_", $"it has {coefficients.Rank} dimensions");
        }

        int outputs = coefficients.Rank < 2 ? 1 : coefficients.Shape[0];
        return outputs == 0 ? throw reader.Corrupt("coef_", "it is empty")
            : new LinearForm(coefficients, Intercepts(reader, outputs, coefficients.DType.IsSingle()));
    }

    /// <summary>One for all outputs (0.0 with <c>fit_intercept=False</c>) or one for each; an array of float64 makes the sum float64, a
    /// number does not.</summary>
    private static NDArray Intercepts(EstimatorReader reader, int outputs, bool isSingle)
    {
        if (!reader.TryArray("intercept_", out _))
        {
            return NumpyPrecision.ToArray([.. Enumerable.Repeat(reader.Double("intercept_", 0), outputs)], isSingle, outputs);
        }

        NDArray array = reader.NumericArray("intercept_");
        bool isWide = !array.IsScalar && !array.DType.IsSingle();
        double[] values = array.Length == outputs ? array.ToDoubles()
            : array.Length == 1 ? [.. Enumerable.Repeat(array.ToDoubles()[0], outputs)]
            : throw reader.Corrupt("intercept_", $"it has {array.Length} numbers for {outputs} rows of coef_");
        return NumpyPrecision.ToArray(values, isSingle && !isWide, outputs);
    }

    private static InputContract Sparse(EstimatorReader reader) =>
        UncheckedSparse.Contains(reader.ClassName) ? InputContract.FiniteOrSparse with { TakesAnySparse = true }
            : InputContract.FiniteOrSparse;

    /// <summary>ARDRegression keeps only the columns whose precision stayed below a threshold.</summary>
    private static int[] KeptColumns(EstimatorReader reader, int count)
    {
        IEnumerable<int> all = Enumerable.Range(0, count);
        if (reader.ClassName != "ARDRegression")
        {
            return [.. all];
        }

        double[] precisions = reader.Numbers(count, "lambda_");
        double threshold = reader.Double("threshold_lambda", 1e4);
        return [.. all.Where(column => precisions[column] < threshold)];
    }
}
