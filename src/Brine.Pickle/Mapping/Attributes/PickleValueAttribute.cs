namespace Brine.Pickling;

/// <summary>The value of an enum member in Python, where it is not its number: a text, or several values, which are a tuple.</summary>
/// <param name="value">The text, the number, or the items of the tuple.</param>
[AttributeUsage(AttributeTargets.Field)]
public sealed class PickleValueAttribute(params object[] value) : Attribute
{
    /// <summary>The text, the number, or the items of the tuple.</summary>
    public IReadOnlyList<object> Value { get; } = value;
}
