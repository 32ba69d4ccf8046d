using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>Reads KernelRidge, Nystroem and KernelCenterer.</summary>
internal static class KernelReader
{
    internal static KernelMachine Ridge(EstimatorReader reader)
    {
        (NDArray rows, bool isSparse) = Rows(reader, "X_fit_");
        NDArray weights = reader.NumericArray("dual_coef_");
        if (weights.Rank is not (1 or 2) || weights.Shape[0] != rows.Shape[0])
        {
            throw reader.Corrupt("dual_coef_", $"it has {weights.Length} numbers for {rows.Shape[0]} rows");
        }

        return new(reader.Info, Form(reader, rows, isSparse, weights, "linear", takesNone: true), isTransformer: false, named: false);
    }

    internal static KernelMachine Nystroem(EstimatorReader reader)
    {
        (NDArray rows, bool isSparse) = Rows(reader, "components_");
        NDArray weights = reader.NumericArray("normalization_");
        if (weights.Rank != 2 || weights.Shape[1] != rows.Shape[0])
        {
            throw reader.Corrupt("normalization_", "it does not fit the components");
        }

        return new(reader.Info, Form(reader, rows, isSparse, Transposed(weights), "rbf", takesNone: false), isTransformer: true,
            named: reader.SavedBy.IsAtLeast(1, 1));
    }

    internal static KernelCenterer Centerer(EstimatorReader reader)
    {
        NDArray rows = reader.NumericArray("K_fit_rows_");
        if (rows.Rank != 1 || (reader.TryInt("n_features_in_", out int count) && count != rows.Length))
        {
            throw reader.Corrupt("K_fit_rows_", "it is no row of the training's kernel");
        }

        return new(reader.Info, new CenteringForm([.. rows.ToDoubles()], reader.Double("K_fit_all_")), reader.SavedBy.IsAtLeast(1, 1));
    }

    private static KernelForm Form(EstimatorReader reader, NDArray rows, bool isSparse, NDArray weights, string fallback, bool takesNone)
    {
        string name = reader.Text("kernel") ?? (reader.Has("kernel") ? throw reader.Unsupported("a kernel that is a function") : fallback);
        KernelKind kernel = KernelParameters.KindOf(name) ?? throw reader.Unsupported($"kernel='{name}'");
        if (kernel != KernelKind.Precomputed && reader.TryInt("n_features_in_", out int count) && count != rows.Shape[1])
        {
            throw reader.Corrupt("n_features_in_", $"it is {count}, and the rows of the training have {rows.Shape[1]} columns");
        }

        var parameters = new KernelParameters(kernel)
        {
            Gamma = Parameter(reader, "gamma"),
            Degree = Parameter(reader, "degree") ?? 3,
            Coef0 = Parameter(reader, "coef0") ?? 1,
        };
        return new KernelForm(parameters, rows, weights) { RowsWereSparse = isSparse };
    }

    /// <summary>A parameter of the kernel: the attribute, or an item of <c>kernel_params</c>, which Nystroem adds to.</summary>
    private static double? Parameter(EstimatorReader reader, string name) =>
        reader.Has(name) ? reader.Double(name)
        : reader.ValueOrNone("kernel_params").As<PyDict>() is { } more && more.TryGetValue(name, out PyValue value)
            && value.TryGetDouble(out double number) ? number
        : null;

    private static (NDArray Rows, bool IsSparse) Rows(EstimatorReader reader, string name)
    {
        if (CsrMatrix.From(reader.Value(name)) is { } sparse)
        {
            return (NDArray.OfNumbers(sparse.ToDense(), sparse.DType, sparse.RowCount, sparse.ColumnCount), true);
        }

        NDArray rows = reader.NumericArray(name);
        return rows.Rank == 2 && rows.Shape[1] > 0 ? (rows, false) : throw reader.Corrupt(name, "it is no matrix");
    }

    private static NDArray Transposed(NDArray array)
    {
        int rows = array.Shape[0], columns = array.Shape[1];
        double[] values = array.ToDoubles();
        var turned = new double[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            turned[(i % columns * rows) + (i / columns)] = values[i];
        }

        return NDArray.OfNumbers(turned, array.DType, columns, rows);
    }
}
