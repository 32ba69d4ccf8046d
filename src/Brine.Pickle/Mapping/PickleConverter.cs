namespace Brine.Pickling;

/// <summary>Turns values of one .NET type into Python's and back. Write one for a type of your own by extending
/// <see cref="PickleConverter{T}"/>.</summary>
public abstract class PickleConverter
{
    private protected PickleConverter()
    {
    }

    /// <summary>The .NET type.</summary>
    public abstract Type Type { get; }

    /// <summary>The type of which one instance is made of a Python object for all members that want it: interfaces share the collection
    /// behind them.</summary>
    internal virtual Type Made => Type;

    /// <summary>True where a value has no parts whose conversion could wait.</summary>
    internal virtual bool IsLeaf => true;

    /// <summary>True where no code of a user's turns the value, which might turn others in between.</summary>
    internal virtual bool IsSelfContained => GetType().Assembly == typeof(PickleConverter).Assembly;

    /// <summary>True for objects that are described when they are written.</summary>
    internal virtual bool IsDeferrable => false;

    internal abstract PyValue WriteObject(object value, MappingWriter writer);

    internal abstract PyValue WriteObjectPart(object? value, MappingWriter writer);

    internal abstract bool TryReadObject(PyValue value, MappingReader reader, out object? result);
}
