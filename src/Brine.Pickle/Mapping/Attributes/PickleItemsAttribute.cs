namespace Brine.Pickling;

/// <summary>The property holds what the Python object holds as a subclass of <c>list</c> or <c>dict</c>.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class PickleItemsAttribute : Attribute;
