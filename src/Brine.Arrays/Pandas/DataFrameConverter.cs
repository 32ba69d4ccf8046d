using Brine.Pickling;

namespace Brine.Arrays;

/// <summary>pandas frames in the classes of a user.</summary>
internal sealed class DataFrameConverter : PickleConverter<DataFrame>
{
    private DataFrameConverter()
    {
    }

    internal static DataFrameConverter Instance { get; } = new();

    /// <inheritdoc/>
    public override bool TakesNull => false;

    public override PyValue Write(DataFrame value, MappingWriter writer) => value is null ? PyValue.None : value.ToPickle(writer.Protocol);

    public override DataFrame Read(PyValue value, MappingReader reader)
    {
        DataFrame frame = DataFrame.From(value) ?? throw reader.Unexpected(value, "a pandas DataFrame");
        reader.Keep(value);
        return frame;
    }
}
