namespace Brine.Pickling;

/// <summary>A state that a function of the file's own is to set: <c>setter(object, state)</c>, the sixth item of Python's
/// <c>__reduce__</c>. It stands among <see cref="PyObject.LaterStates"/>.</summary>
public sealed class PyStateSetter : PyReference
{
    /// <summary>Makes such a state.</summary>
    /// <param name="setter">What is to be called.</param>
    /// <param name="state">Its second argument.</param>
    public PyStateSetter(PyValue setter, PyValue state)
        : base(PyKind.Object)
    {
        Setter = setter;
        State = state;
    }

    /// <summary>The function to call.</summary>
    public PyValue Setter { get; }

    /// <summary>The second argument of the call.</summary>
    public PyValue State { get; }
}
