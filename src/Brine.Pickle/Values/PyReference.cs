namespace Brine.Pickling;

/// <summary>The closed base of every Python value that has an identity of its own: two of them may be equal and still be two.</summary>
public abstract class PyReference
{
    private protected PyReference()
    {
    }

    /// <summary>What the value is, in Python's terms.</summary>
    public abstract PyKind Kind { get; }

    /// <summary>The value as Python's <c>repr</c> would print it, cut off where it grows long.</summary>
    public override string ToString() => PyRepr.Of(new PyValue(this));
}
