namespace Brine.Pickling;

/// <summary>
/// The attribute stands in <c>__slots__</c> of a class that has a <c>__dict__</c> too. Where a base class of yours says <c>Slots =
/// true</c>, its members need no mark.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class PickleSlotAttribute : Attribute;
