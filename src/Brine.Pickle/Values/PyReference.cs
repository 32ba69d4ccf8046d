namespace Brine.Pickling;

/// <summary>The closed base of every Python value that has an identity of its own: two of them may be equal and still be two.</summary>
public abstract class PyReference
{
    private const int KindBits = 5;
    private const int DetailBits = 3;

    // The kind in the lowest bits, a detail of it, the identity above them: one field, and none of them costs a virtual call.
    private readonly long _stamp;

    private protected PyReference(PyKind kind)
        : this(kind, PyIdentity.Next())
    {
    }

    /// <summary>Makes a second description of a value: it counts as the same one.</summary>
    private protected PyReference(PyKind kind, long identity, int detail = 0) =>
        _stamp = (identity << (KindBits + DetailBits)) | (uint)(detail << KindBits) | (long)kind;

    /// <summary>The type of the value, in Python's terms.</summary>
    public PyKind Kind => (PyKind)((int)_stamp & ((1 << KindBits) - 1));

    /// <summary>A small number that tells one value of a kind from another.</summary>
    private protected int Detail => ((int)_stamp >> KindBits) & ((1 << DetailBits) - 1);

    /// <summary>A number that no other value of the process has.</summary>
    internal long Identity => _stamp >>> (KindBits + DetailBits);

    /// <summary>The value as Python's <c>repr</c> would print it, cut off where it grows long.</summary>
    public override string ToString() => PyRepr.Of(new PyValue(this));
}
