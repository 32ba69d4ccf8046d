using Brine.Arrays;

namespace Brine.Models;

/// <summary>Reads matrices and vectors of linear maps.</summary>
internal static class MapReader
{
    /// <summary>A matrix of numbers, of so many rows or columns where that is known.</summary>
    internal static NDArray MapMatrix(this EstimatorReader reader, string name, int? rows = null, int? columns = null)
    {
        NDArray array = reader.NumericArray(name);
        return array.Rank == 2 && array.Length > 0 && (rows ?? array.Shape[0]) == array.Shape[0]
            && (columns ?? array.Shape[1]) == array.Shape[1]
            ? array
            : throw reader.Corrupt(name,
                $"it is no matrix of {rows?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "some"} rows and "
                    + $"{columns?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "some"} columns");
    }

    /// <summary>A vector of so many numbers; the first of several names that is there.</summary>
    internal static NDArray MapVector(this EstimatorReader reader, int count, params ReadOnlySpan<string> names)
    {
        NDArray array = reader.NumericArray(names);
        return array.Length == count ? array.Reshape(count)
            : throw reader.Corrupt(names[0], $"it has {array.Length} numbers where {count} are needed");
    }

    /// <summary>The matrix with rows and columns exchanged.</summary>
    internal static NDArray Transposed(NDArray matrix)
    {
        (int rows, int columns) = (matrix.Shape[0], matrix.Shape[1]);
        return NDArray.OfNumbers(DenseLinear.Transpose(matrix.ToDoubles(), rows, columns),
            matrix.DType.Kind == 'f' ? matrix.DType : DType.Float64, columns, rows);
    }
}
