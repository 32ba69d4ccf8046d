namespace Brine.Pickling;

/// <summary>The items of a .NET list, each of which is converted when it is written.</summary>
internal sealed class MappedItems<T>(IReadOnlyList<T> items, PickleConverter<T> converter, MappingWriter writer, MappingFrame place)
    : DeferredItems
{
    internal override PyValue Get(int index) => writer.WriteLater(items[index], index, converter, place);
}
