namespace Brine;

/// <summary>Marks a property of a <see cref="ModelRowAttribute">row</see> that is no column.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class ModelIgnoreAttribute : Attribute;
