namespace Brine.Pickling;

/// <summary>The closed base of every Python value that has an identity of its own: two of them may be equal and still be two.</summary>
public abstract class PyReference
{
    // The kind in the low byte, the identity above it: one field, and neither costs a virtual call.
    private readonly long _stamp;

    private protected PyReference(PyKind kind)
        : this(kind, PyIdentity.Next())
    {
    }

    /// <summary>Makes a second description of a value: it counts as the same one.</summary>
    private protected PyReference(PyKind kind, long identity) => _stamp = (identity << 8) | (long)kind;

    /// <summary>The type of the value, in Python's terms.</summary>
    public PyKind Kind => (PyKind)(byte)_stamp;

    /// <summary>A number that no other value of the process has.</summary>
    internal long Identity => _stamp >>> 8;

    /// <summary>The value as Python's <c>repr</c> would print it, cut off where it grows long.</summary>
    public override string ToString() => PyRepr.Of(new PyValue(this));
}
