namespace Brine.Models;

/// <summary>numpy's functions that keep the values: <c>asarray</c>, <c>copy</c>, <c>ravel</c>, <c>squeeze</c>.</summary>
/// <param name="name">numpy's name.</param>
/// <param name="kind">What happens to the shape.</param>
internal sealed class ShapeFunction(string name, ShapeKind kind) : NumpyFunction
{
    internal override RowKernel? Kernel(int count) => kind == ShapeKind.Same ? new CopyKernel(count) : null;

    internal override Features Apply(Features x)
    {
        if (x is SparseMatrix)
        {
            return name == "real" ? x
                : throw new ModelInputException("InputSparse",
                    $"numpy.{name} makes an object of a sparse matrix; give it the matrix in full");
        }

        if (kind == ShapeKind.Squeeze && x.RowCount != 1 && x.ColumnCount != 1)
        {
            return x;
        }

        Matrix matrix = FrameValues.Of(x, name);
        bool isVector = x.IsVector || kind != ShapeKind.Same;
        if (kind == ShapeKind.Squeeze && (x is Table || matrix.Values.Length == 1))
        {
            throw new ModelInputException("InputShape",
                $"numpy.squeeze leaves no table of {matrix.RowCount} rows and {matrix.ColumnCount} columns");
        }

        int rows = isVector ? matrix.Values.Length : matrix.RowCount;
        return new Matrix(rows, isVector ? 1 : matrix.ColumnCount, matrix.Values, matrix.DType) { IsVector = isVector };
    }
}
