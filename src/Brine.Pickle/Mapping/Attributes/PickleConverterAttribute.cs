namespace Brine.Pickling;

/// <summary>The property is turned into Python and back by a converter of your own.</summary>
/// <param name="converter">A class that extends <see cref="PickleConverter{T}"/> of the type of the property and has a constructor without
/// parameters.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class PickleConverterAttribute(Type converter) : Attribute
{
    /// <summary>The class of the converter; only the source generator reads it.</summary>
    public Type Converter { get; } = converter;
}
