namespace Brine.Pickling;

/// <summary>Turns values of one .NET type into Python's and back. Write one for a type of your own by extending <see cref="PickleConverter{T}"/>.</summary>
public abstract class PickleConverter
{
    private protected PickleConverter()
    {
    }

    /// <summary>The .NET type.</summary>
    public abstract Type Type { get; }

    /// <summary>What is made of one Python object once, for all members that want it: interfaces share the collection behind them.</summary>
    internal virtual Type Made => Type;

    /// <summary>True where a value has no parts whose conversion could wait.</summary>
    internal virtual bool IsLeaf => true;

    internal abstract PyValue WriteObject(object value, MappingWriter writer);

    internal abstract PyValue WriteObjectPart(object? value, MappingWriter writer);

    internal abstract bool TryReadObject(PyValue value, MappingReader reader, out object? result);
}
