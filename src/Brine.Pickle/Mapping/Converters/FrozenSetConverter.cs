using System.Collections.Frozen;

namespace Brine.Pickling;

/// <summary>Frozen sets: frozensets.</summary>
internal sealed class FrozenSetConverter<T>(PickleConverter<T> items) : PartsConverter<FrozenSet<T>>
{
    public override PyValue Write(FrozenSet<T> value, MappingWriter writer) =>
        value is null ? PyValue.None : writer.TryRecall(value, out PyReference known) ? known : Sequences.WriteSet(value, value, items, writer, isFrozen: true);

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

        reader.PushMaking(source, this, new MakeFrame(this, items, source, reader));
        return false;
    }

    private sealed class MakeFrame(PickleConverter converter, PickleConverter<T> items, PySet source, MappingReader reader) : MappingFrame
    {
        private readonly HashSet<T> _items = [];
        private bool _isFilled;

        internal override bool Step()
        {
            if (!_isFilled && source.Count > 0)
            {
                _isFilled = true;
                reader.AtSamePlace();
                reader.Push(new ListReadFrame<T>(reader, source.Items.ToArray(), _items, null, items));
                return false;
            }

            reader.Remember(source, converter, _items.ToFrozenSet());
            return true;
        }
    }
}
