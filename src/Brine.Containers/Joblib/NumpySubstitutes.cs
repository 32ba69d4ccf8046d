using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Containers;

/// <summary>Describes the arrays of a joblib file as numpy's own pickles do, and those of protocol 5 as older protocols do.</summary>
internal sealed class NumpySubstitutes(int protocol)
{
    private readonly ArrayPickler _arrays = new(protocol);

    internal PyReference? Find(PyReference value)
    {
        if (value is not PyObject instance)
        {
            return null;
        }

        if (protocol < 5 && instance.Callable.As<PyGlobal>() is { Name: "_frombuffer" } && NDArray.From(instance) is { } buffered)
        {
            return _arrays.DescribeAnew(buffered, instance.Arguments[1].As<PyObject>());
        }

        if (instance.View is not NDArray array || !(JoblibArrays.IsWrapper(instance) || JoblibSidecars.IsWrapper(instance)))
        {
            return null;
        }

        PyObject? dtype = instance.TryGetAttribute("dtype", out PyValue named) ? named.As<PyObject>() : _arrays.Describe(array.DType);
        PyGlobal? type = instance.TryGetAttribute("subclass", out PyValue subclass) ? subclass.As<PyGlobal>() : null;
        return _arrays.Describe(array, dtype, type);
    }
}
