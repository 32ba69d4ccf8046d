using System.Runtime.InteropServices;

namespace Brine.Training;

/// <summary>Writes scipy's <c>csr_matrix</c> down.</summary>
internal static class SparseWriter
{
    /// <param name="context">The fit.</param>
    /// <param name="rowCount">How many rows there are.</param>
    /// <param name="columnCount">How many columns there are.</param>
    /// <param name="starts">Where each row starts, and the end.</param>
    /// <param name="columns">The column of each value.</param>
    /// <param name="values">The values.</param>
    /// <param name="isWide">True where Python has places of 64 bits.</param>
    internal static PyObject Write(FitContext context, int rowCount, int columnCount, int[] starts, int[] columns, double[] values,
        bool isWide = false)
    {
        var state = new PyDict();
        state["_shape"] = new PyTuple(rowCount, columnCount);
        state["maxprint"] = 50;
        state["indices"] = Ints(columns);
        state["indptr"] = Ints(starts);
        state["data"] = context.Array(NDArray.Of(values));
        return new PyObject(new PyGlobal("scipy.sparse._csr", "csr_matrix"), PyTuple.Empty, PyConstruction.NewObject) { State = state };

        PyValue Ints(int[] numbers) => isWide ? context.Array(NDArray.Of(Array.ConvertAll(numbers, number => (long)number)))
            : context.Array(NDArray.OverBytes(DType.Int32, [numbers.Length], MemoryMarshal.AsBytes<int>(numbers).ToArray()));
    }
}
