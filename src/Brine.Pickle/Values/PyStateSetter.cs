namespace Brine.Pickling;

/// <summary>A state that a function of the file's own is to set: <c>setter(object, state)</c>, the sixth item of Python's <c>__reduce__</c>.</summary>
/// <param name="setter">What is to be called.</param>
/// <param name="state">Its second argument.</param>
internal sealed class PyStateSetter(PyValue setter, PyValue state) : PyReference
{
    public override PyKind Kind => PyKind.Object;

    internal PyValue Setter { get; } = setter;

    internal PyValue State { get; } = state;
}
