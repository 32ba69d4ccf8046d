namespace Brine.Pickling;

/// <summary>The property, a <see cref="PyDict"/> or a <c>Dictionary&lt;string, PyValue&gt;</c>, keeps the attributes that no other member stands for; they are written back behind the others.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class PickleExtraAttribute : Attribute;
