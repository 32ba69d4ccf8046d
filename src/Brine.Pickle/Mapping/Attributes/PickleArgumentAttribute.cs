namespace Brine.Pickling;

/// <summary>The property is an argument by which Python makes the object: of <c>__new__</c> (<c>__getnewargs__</c>), or of the callable of
/// <c>__reduce__</c>.</summary>
/// <param name="position">Its place among the arguments, from 0.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class PickleArgumentAttribute(int position) : Attribute
{
    /// <summary>Its place among the arguments, from 0.</summary>
    public int Position { get; } = position;

    /// <summary>The value stands among the attributes too, as it does where <c>__init__</c> or <c>__new__</c> keeps it.</summary>
    public bool Stored { get; set; }
}
