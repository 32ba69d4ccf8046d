namespace Brine.Pickling;

/// <summary>Any Python value, as it is.</summary>
internal sealed class ValueConverter : PickleConverter<PyValue>
{
    public override PyValue Write(PyValue value, MappingWriter writer) => value;

    public override PyValue Read(PyValue value, MappingReader reader)
    {
        reader.Keep(value);
        return value;
    }
}

/// <summary>A Python value of one kind, as it is.</summary>
internal sealed class ReferenceConverter<T>(string wanted) : PickleConverter<T>
    where T : PyReference
{
    public override bool TakesNull => false;

    public override PyValue Write(T value, MappingWriter writer) => value;

    public override T Read(PyValue value, MappingReader reader)
    {
        T kept = value.As<T>() ?? throw reader.Mismatch(value, wanted);
        reader.Keep(value);
        return kept;
    }
}
