namespace Brine.Pickling;

/// <summary>Turns values of one .NET type into Python's and back.</summary>
/// <typeparam name="T">The .NET type.</typeparam>
public abstract class PickleConverter<T> : PickleConverter
{
    /// <inheritdoc/>
    public sealed override Type Type => typeof(T);

    /// <summary>True where null may be written: the converter of a type that is not nullable refuses it, one of a user's own decides
    /// itself.</summary>
    public virtual bool TakesNull => true;

    /// <summary>The value in Python.</summary>
    /// <exception cref="PickleTypeException">Python has no such value.</exception>
    public abstract PyValue Write(T value, MappingWriter writer);

    /// <summary>The value in .NET.</summary>
    /// <exception cref="PickleTypeException">The value does not fit the type; <see cref="MappingReader.Unexpected"/> makes the
    /// exception.</exception>
    public abstract T Read(PyValue value, MappingReader reader);

    /// <summary>Reads a value, or pushes what has to be read before it.</summary>
    /// <returns>True when the value is there; its parts may still be filled in.</returns>
    internal virtual bool TryRead(PyValue value, MappingReader reader, out T result)
    {
        result = Read(value, reader);
        return true;
    }

    internal sealed override PyValue WriteObject(object value, MappingWriter writer) => Write((T)value, writer);

    internal sealed override PyValue WriteObjectPart(object? value, MappingWriter writer) => writer.WritePart((T)value!, this);

    internal sealed override bool TryReadObject(PyValue value, MappingReader reader, out object? result)
    {
        bool isReady = TryRead(value, reader, out T typed);
        result = typed;
        return isReady;
    }
}
