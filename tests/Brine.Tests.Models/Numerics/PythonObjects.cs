using Brine.Arrays;
using Brine.Models;
using Brine.Pickling;

namespace Brine.Tests.Models.Numerics;

/// <summary>Makes estimators as a pickle would hold them, without a file.</summary>
internal static class PythonObjects
{
    internal static PyValue Array<T>(T[] values, params int[] shape)
        where T : unmanaged =>
            new PyObject(new PyGlobal("numpy.core.multiarray", "_reconstruct"), new PyTuple([])) { View = NDArray.Of(values, shape) };

    internal static PyObject Instance(string module, string name, params (string Name, PyValue Value)[] attributes)
    {
        var state = new PyDict();
        foreach ((string attribute, PyValue value) in attributes)
        {
            state[attribute] = value;
        }

        return new PyObject(new PyGlobal(module, name), new PyTuple([]), PyConstruction.NewObject) { State = state };
    }

    internal static Estimator Read(string module, string name, params (string Name, PyValue Value)[] attributes) =>
        EstimatorTable.Read(Instance(module, name, attributes));

    /// <summary>The bytes that a thread allocates while a kernel runs many rows, after it ran one.</summary>
    internal static long Allocated(RowKernel kernel)
    {
        double[] row = new double[kernel.InputCount], output = new double[kernel.OutputCount];
        System.Array.Fill(row, 0.25);
        for (int i = 0; i < 50; i++)
        {
            kernel.Run(row, output);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            kernel.Run(row, output);
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
