using Brine.Pickling;

namespace Brine.Arrays;

/// <summary>numpy arrays in the classes of a user, and numpy's scalars where numbers are wanted.</summary>
internal sealed class NDArrayConverter : PickleConverter<NDArray>
{
    private NDArrayConverter()
    {
    }

    internal static NDArrayConverter Instance { get; } = new();

    /// <inheritdoc/>
    public override bool TakesNull => false;

    public override PyValue Write(NDArray value, MappingWriter writer) => value is null ? PyValue.None : Pickler(writer).Describe(value);

    public override NDArray Read(PyValue value, MappingReader reader)
    {
        NDArray array = NDArray.From(value) ?? throw reader.Unexpected(value, "a numpy array");
        reader.Keep(value);
        return array;
    }

    internal static ArrayPickler Pickler(MappingWriter writer) => writer.Shared(static asked => new ArrayPickler(asked.Protocol));
}
