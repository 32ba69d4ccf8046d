namespace Brine.Pickling;

/// <summary>
/// The property keeps the attributes that no other member stands for; they are written back behind the others. It is a
/// <c>Dictionary&lt;string, object?&gt;</c>, where objects of your classes are your objects, or a <c>Dictionary&lt;string, PyValue&gt;</c>
/// or <see cref="PyDict"/>, which keep them as the file has them.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class PickleExtraAttribute : Attribute;
