namespace Brine;

/// <summary>Names the column that a property of a <see cref="ModelRowAttribute">row</see> stands for, to the letter; on the member of an
/// enum, the text that it stands for.</summary>
/// <param name="name">The name of the column as the model has it, or the text.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class ModelColumnAttribute(string name) : Attribute
{
    /// <summary>The name of the column, or the text of an enum's member.</summary>
    public string Name { get; } = name;
}
