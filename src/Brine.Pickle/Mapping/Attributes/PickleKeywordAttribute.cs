namespace Brine.Pickling;

/// <summary>The property is an argument of <c>__new__</c> that is given by name (<c>__getnewargs_ex__</c>).</summary>
/// <param name="name">The name of the argument; without it the name that the member has in Python.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class PickleKeywordAttribute(string? name = null) : Attribute
{
    /// <summary>The name of the argument.</summary>
    public string? Name { get; } = name;

    /// <summary>The value stands among the attributes too.</summary>
    public bool Stored { get; set; }
}
