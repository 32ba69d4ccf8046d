namespace Brine.Pickling;

/// <summary>A type that stands for a Python class. The source generator implements it for types with
/// <see cref="PickleClassAttribute"/>.</summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
public interface IPickleClass<TSelf>
    where TSelf : IPickleClass<TSelf>
{
    /// <summary>Turns the type into Python and back.</summary>
    static abstract PickleConverter<TSelf> PickleConverter { get; }
}
