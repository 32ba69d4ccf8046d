namespace Brine.Pickling;

/// <summary>The property is no part of the Python object.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class PickleIgnoreAttribute : Attribute;
