namespace Brine.Pickling;

/// <summary>A converter of values that have parts: these are read and written by frames, not by recursion.</summary>
internal abstract class PartsConverter<T> : PickleConverter<T>
{
    internal override bool IsLeaf => false;

    public override bool TakesNull => false;

    public sealed override T Read(PyValue value, MappingReader reader) => reader.Read(value, this);

    internal abstract override bool TryRead(PyValue value, MappingReader reader, out T result);
}
