namespace Brine.Pickling;

/// <summary>
/// Has the source generator prepare a closed generic type that it cannot see at a call, such as one that only generic code of yours names:
/// <c>[assembly: PickleType(typeof(List&lt;Customer&gt;))]</c>.
/// </summary>
/// <param name="type">The type.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class PickleTypeAttribute(Type type) : Attribute
{
    /// <summary>The type; only the source generator reads it.</summary>
    public Type Type { get; } = type;
}
