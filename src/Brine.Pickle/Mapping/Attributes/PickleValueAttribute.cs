namespace Brine.Pickling;

/// <summary>The value of an enum member in Python, where it is not its number.</summary>
/// <param name="value">The text.</param>
[AttributeUsage(AttributeTargets.Field)]
public sealed class PickleValueAttribute(string value) : Attribute
{
    /// <summary>The text.</summary>
    public string Value { get; } = value;
}
