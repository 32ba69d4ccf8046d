using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Containers;

/// <summary>Describes the arrays of a joblib file as numpy's own pickles do.</summary>
internal sealed class NumpySubstitutes(int protocol)
{
    private readonly ArrayPickler _arrays = new(protocol);

    internal PyObject? Find(PyObject instance)
    {
        if (!JoblibArrays.IsWrapper(instance) || instance.View is not NDArray array)
        {
            return null;
        }

        PyObject? dtype = instance.TryGetAttribute("dtype", out PyValue named) ? named.As<PyObject>() : null;
        PyGlobal? type = instance.TryGetAttribute("subclass", out PyValue subclass) ? subclass.As<PyGlobal>() : null;
        return _arrays.Describe(array, dtype, type);
    }
}
