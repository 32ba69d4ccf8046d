using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>Reads TfidfTransformer.</summary>
internal static class TfidfReader
{
    internal static TfidfTransformer Transformer(EstimatorReader reader)
    {
        bool isWide = false, isMatrix = false;
        double[]? weights = null;
        string? norm = Norm(reader);
        if (reader.Flag("use_idf", true))
        {
            isMatrix = reader.Has("_idf_diag");
            weights = isMatrix ? Diagonal(reader, out isWide) : reader.Doubles("idf_", "_idf_diag");
        }

        return new(reader.Info, new TfidfForm
        {
            Weights = weights,
            IsSublinear = reader.Flag("sublinear_tf", false),
            Norm = norm,
            FeatureCount = weights?.Length ?? reader.FeatureCount,
            ReversesRows = isMatrix,
            Widens = isWide,
            KeepsDense = reader.SavedBy.IsAtLeast(1, 5) && !isMatrix,
        });
    }

    /// <summary>The parameter <c>norm</c>: l1, l2 or none.</summary>
    internal static string? Norm(EstimatorReader reader) =>
        reader.Text("norm") is null or "l1" or "l2" ? reader.Text("norm") : throw reader.Unsupported($"norm='{reader.Text("norm")}'");

    /// <summary>The diagonal of <c>scipy.sparse.diags(idf, 0)</c>, saved as a csr_matrix or, by old versions, as a dia_matrix.</summary>
    private static double[] Diagonal(EstimatorReader reader, out bool isWide)
    {
        PyValue value = reader.Value("_idf_diag");
        isWide = true;
        if (CsrMatrix.From(value) is { } csr)
        {
            isWide = csr.DType is not { Kind: 'f', ItemSize: 4 };
            var diagonal = new double[csr.RowCount == csr.ColumnCount && csr.RowCount <= csr.Data.Length ? csr.RowCount : throw Bad()];
            for (int row = 0; row < diagonal.Length; row++)
            {
                diagonal[row] = csr.Starts[row + 1] == row + 1 && csr.Columns[row] == row ? csr.Data[row] : throw Bad();
            }

            return diagonal;
        }

        if (value.As<PyObject>() is { Class.Name: "dia_matrix" or "dia_array" } dia && dia.TryGetAttribute("data", out PyValue data)
            && dia.TryGetAttribute("offsets", out PyValue offsets)
            && NDArray.From(data) is { } rows && NDArray.From(offsets) is { Length: 1 } offset && offset[0].TryGetInt64(out long place)
            && place == 0)
        {
            isWide = rows.DType is not { Kind: 'f', ItemSize: 4 };
            return rows.Rank == 1 || (rows.Rank == 2 && rows.Shape[0] == 1) ? rows.ToDoubles() : throw Bad();
        }

        throw reader.Unsupported("an _idf_diag that is no diagonal matrix");
    }

    private static PickleFormatException Bad() =>
        new("FormatShape", "the weights of a TfidfTransformer are no diagonal matrix; the file is corrupt");
}
