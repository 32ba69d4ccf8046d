namespace Brine.Pickling;

/// <summary>The .NET items of a Python list that are not turned yet: each is when it is written.</summary>
internal abstract class DeferredItems
{
    internal abstract PyValue Get(int index);
}

/// <summary>The .NET items, and what turns them.</summary>
internal sealed class DeferredItems<T>(IReadOnlyList<T> items, PickleConverter<T> converter, MappingWriter writer, MappingFrame place) : DeferredItems
{
    internal override PyValue Get(int index) => writer.WriteLater(items[index], index, converter, place);
}
