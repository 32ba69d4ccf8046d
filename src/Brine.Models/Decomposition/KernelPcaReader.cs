using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>Reads KernelPCA.</summary>
internal static class KernelPcaReader
{
    internal static KernelPca Read(EstimatorReader reader)
    {
        KernelParameters kernel = KernelParameters.Read(reader)
            ?? throw reader.Unsupported($"kernel={(reader.Text("kernel") is { } name ? $"'{name}'" : "a Python function")}");
        CsrMatrix? sparse = CsrMatrix.From(reader.ValueOrNone("X_fit_"));
        NDArray rows = sparse is not null
            ? NDArray.OfNumbers(sparse.ToDense(), sparse.DType, sparse.RowCount, sparse.ColumnCount)
            : reader.MapMatrix("X_fit_", columns: kernel.Kind == KernelKind.Precomputed ? null : reader.FeatureCount);
        int count = rows.Shape[0];
        NDArray vectors = reader.NumericArray("eigenvectors_", "alphas_"), values = reader.NumericArray("eigenvalues_", "lambdas_");
        if (vectors.Rank != 2 || vectors.Shape[0] != count || values.Length != vectors.Shape[1])
        {
            throw reader.Corrupt("eigenvectors_", $"it and eigenvalues_ do not fit the {count} rows of the training");
        }

        EstimatorReader centerer = reader.Value("_centerer").As<PyObject>() is { } instance
            ? new EstimatorReader(instance, reader.Path + "._centerer") : throw reader.Missing("_centerer");
        var form = new KernelComponentsForm(kernel, rows, Weights(vectors, values))
        {
            HasSparseRows = sparse is not null,
            ColumnMeans = centerer.MapVector(count, "K_fit_rows_"),
            Mean = centerer.Double("K_fit_all_"),
        };
        if (!reader.Flag("fit_inverse_transform", false) || !reader.Has("dual_coef_"))
        {
            return new(reader.Info, form);
        }

        return new(reader.Info, form with
        {
            TransformedRows = reader.MapMatrix("X_transformed_fit_", rows: count),
            InverseWeights = reader.MapMatrix("dual_coef_", rows: count),
            InverseDiagonal = reader.SavedBy.IsAtLeast(0, 23) && !reader.SavedBy.IsAtLeast(0, 24, 2) ? reader.Double("alpha", 1) : 0,
        });
    }

    /// <summary>Components of eigenvalue 0 are left at 0.</summary>
    private static NDArray Weights(NDArray vectors, NDArray values)
    {
        bool isSingle = vectors.DType.IsSingle() && values.DType.IsSingle();
        double[] weights = vectors.ToDoubles(),
            roots = Array.ConvertAll(values.ToDoubles(), value => values.DType.IsSingle() ? MathF.Sqrt((float)value) : Math.Sqrt(value));
        for (int i = 0; i < weights.Length; i++)
        {
            double root = roots[i % roots.Length];
            weights[i] = root == 0 ? 0 : isSingle ? (float)weights[i] / (float)root : weights[i] / root;
        }

        return NumpyPrecision.ToArray(weights, isSingle, [.. vectors.Shape]);
    }
}
