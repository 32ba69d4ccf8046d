namespace Brine.Pickling;

/// <summary>The name that a property, field or enum member has in Python; without it a property <c>FullName</c> is <c>full_name</c>, an
/// enum member <c>DarkRed</c> is <c>DARK_RED</c>.</summary>
/// <param name="name">The name of the attribute.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class PickleNameAttribute(string name) : Attribute
{
    /// <summary>The name of the attribute.</summary>
    public string Name { get; } = name;
}
