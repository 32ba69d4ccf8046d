namespace Brine.Pickling;

/// <summary>The property is all of what <c>__getstate__</c> gives and <c>__setstate__</c> takes, where that is not a dict of attributes: a
/// tuple, a list, a number.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class PickleStateAttribute : Attribute;
