namespace Brine.Training;

/// <summary>Writes numpy's <c>RandomState</c> down, as numpy of all versions opens it.</summary>
internal static class RandomStateWriter
{
    private const string Module = "numpy.random._pickle";

    /// <summary>The generator in the state in which it goes on.</summary>
    internal static PyObject Write(FitContext context, RandomState draws)
    {
        RandomStateForm form = draws.ToForm();
        var inner = new PyDict();
        inner["key"] = context.Array(NDArray.OverBytes(new DType('u', 4), [form.Key.Count],
            System.Runtime.InteropServices.MemoryMarshal.AsBytes<uint>([.. form.Key]).ToArray()));
        inner["pos"] = form.Position;
        var state = new PyDict();
        state["bit_generator"] = "MT19937";
        state["state"] = inner;
        state["has_gauss"] = form.Kept is null ? 0 : 1;
        state["gauss"] = form.Kept ?? 0.0;
        return new PyObject(new PyGlobal(Module, "__randomstate_ctor"),
            new PyTuple("MT19937", new PyGlobal(Module, "__bit_generator_ctor"))) { State = state };
    }
}
