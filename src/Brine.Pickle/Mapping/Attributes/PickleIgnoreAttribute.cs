namespace Brine.Pickling;

/// <summary>The property is not a part of the Python object.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class PickleIgnoreAttribute : Attribute;
