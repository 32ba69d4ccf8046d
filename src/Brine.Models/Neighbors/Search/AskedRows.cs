using Brine.Arrays;

namespace Brine.Models;

/// <summary>The kind that rows have in Python: how distances to them are computed hangs on it.</summary>
/// <param name="DType">The dtype of the rows.</param>
/// <param name="IsSparse">True for a sparse matrix.</param>
/// <param name="HasStored">False for a sparse matrix that stores nothing.</param>
internal readonly record struct AskedRows(DType DType, bool IsSparse, bool HasStored)
{
    internal bool IsSingle => DType is { Kind: 'f', ItemSize: 4 };

    internal static AskedRows Of(Features x) => x switch
    {
        SparseMatrix sparse => new(sparse.Csr.DType, IsSparse: true, sparse.Csr.Data.Length > 0),
        Matrix matrix => Dense(matrix.DType),
        _ => Dense(x.ToMatrix().DType),
    };

    internal static AskedRows Dense(DType dtype) => new(dtype, IsSparse: false, HasStored: true);
}
