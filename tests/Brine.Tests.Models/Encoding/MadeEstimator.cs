using Brine.Arrays;
using Brine.Models;
using Brine.Pickling;

namespace Brine.Tests.Models;

/// <summary>Estimators put together from attributes, as a pickle of scikit-learn would hold them.</summary>
internal static class MadeEstimator
{
    internal static Estimator Read(string module, string name, params (string Name, PyValue Value)[] attributes) =>
        Model.From(new PyValue(Object(module, name, attributes))).Estimator;

    internal static PyObject Object(string module, string name, params (string Name, PyValue Value)[] attributes)
    {
        var state = new PyDict();
        foreach ((string attribute, PyValue value) in attributes)
        {
            state[attribute] = value;
        }

        return new PyObject(new PyValue(new PyGlobal(module, name)), PyTuple.Empty) { State = new PyValue(state) };
    }

    internal static PyValue Array(NDArray array) =>
        new(new PyObject(new PyValue(new PyGlobal("numpy.core.multiarray", "_reconstruct")), PyTuple.Empty) { View = array });

    internal static PyValue Objects(params PyValue[] items) => Array(NDArray.OfObjects([items.Length], items));

    internal static PyValue List(params PyValue[] items)
    {
        var list = new PyList();
        foreach (PyValue item in items)
        {
            list.Add(item);
        }

        return new PyValue(list);
    }

    internal static PyValue Dict(params (PyValue Key, PyValue Value)[] entries)
    {
        var dict = new PyDict();
        foreach ((PyValue key, PyValue value) in entries)
        {
            dict[key] = value;
        }

        return new PyValue(dict);
    }
}
