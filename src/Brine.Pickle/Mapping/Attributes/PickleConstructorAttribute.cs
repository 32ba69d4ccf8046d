namespace Brine.Pickling;

/// <summary>The constructor by which objects that were read are made; its parameters are named like the mapped members.</summary>
[AttributeUsage(AttributeTargets.Constructor)]
public sealed class PickleConstructorAttribute : Attribute;
