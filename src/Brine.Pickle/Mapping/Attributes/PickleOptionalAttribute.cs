namespace Brine.Pickling;

/// <summary>
/// The Python object may lack the attribute, as a slot that was never set or deleted: null stands for that, and nothing is written for it.
/// The member is nullable. None itself is refused, except in a <c>PyValue?</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class PickleOptionalAttribute : Attribute;
