using System.Collections.Frozen;

namespace Brine.Pickling;

/// <summary>Frozen sets: frozensets.</summary>
internal sealed class FrozenSetConverter<T>(PickleConverter<T> items) : PartsConverter<FrozenSet<T>>
{
    public override PyValue Write(FrozenSet<T> value, MappingWriter writer) =>
        value is null ? PyValue.None
            : writer.TryRecall(value, out PyReference known) ? known : Sequences.WriteSet(value, value, items, writer, isFrozen: true);

    internal override bool TryRead(PyValue value, MappingReader reader, out FrozenSet<T> result)
    {
        if (value.As<PySet>() is not { } source || (!source.IsFrozen && !reader.Options.Lossy))
        {
            throw reader.Mismatch(value, "a frozenset");
        }

        if (reader.TryRecall(source, this, out result, out bool isReady))
        {
            return isReady;
        }

        var read = new HashSet<T>();
        var parts = new ListReadFrame<T>(reader, source.Items.ToArray(), read, null, items);
        reader.PushMaking(source, this,
            new MakingFrame<FrozenSet<T>>(reader, this, source, null, source.Count > 0 ? parts : null, () => read.ToFrozenSet()));
        return false;
    }
}
