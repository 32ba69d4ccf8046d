using Brine.Arrays;
using Brine.Models;
using Brine.Pickling;

namespace Brine.Tests.Support;

/// <summary>Makes estimators as a file would describe them.</summary>
internal static class FittedObject
{
    internal static Estimator Read(string module, string name, params (string Name, PyValue Value)[] attributes) =>
        EstimatorTable.Read(Make(module, name, attributes));

    internal static PyValue Make(string module, string name, params (string Name, PyValue Value)[] attributes)
    {
        var state = new PyDict();
        foreach ((string attribute, PyValue value) in attributes)
        {
            state[attribute] = value;
        }

        return new PyObject(new PyGlobal(module, name), PyTuple.Empty, PyConstruction.NewObject) { State = state };
    }

    internal static PyValue Array<T>(T[] values, params int[] shape)
        where T : unmanaged => Array(NDArray.Of(values, shape));

    internal static PyValue Array(NDArray array) =>
        new PyObject(new PyGlobal("numpy.core.multiarray", "_reconstruct"), PyTuple.Empty) { View = array };
}
