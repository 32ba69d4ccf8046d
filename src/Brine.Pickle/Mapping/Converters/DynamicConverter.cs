using System.Collections;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Brine.Pickling;

/// <summary>Values whose type is known at run time only: by the converters that are known, else by what the value is.</summary>
internal sealed class DynamicConverter : PartsConverter<object?>
{
    private static readonly Type[] Sets = [typeof(HashSet<>), typeof(SortedSet<>), typeof(ImmutableHashSet<>),
        typeof(ImmutableSortedSet<>)];

    private DynamicConverter()
    {
        Tuples = new ImmutableArrayConverter<object?>(this);
        HashSets = new SetConverter<HashSet<object?>, object?>(this);
        FrozenSets = new FrozenSetConverter<object?>(this);
    }

    internal static DynamicConverter Instance { get; } = new();

    private ImmutableArrayConverter<object?> Tuples { get; }

    private SetConverter<HashSet<object?>, object?> HashSets { get; }

    private FrozenSetConverter<object?> FrozenSets { get; }

    public override bool TakesNull => true;

    public override PyValue Write(object? value, MappingWriter writer)
    {
        if (value is null)
        {
            return PyValue.None;
        }

        if (writer.TryRecall(value, out PyReference known))
        {
            return known;
        }

        if (value is PyReference ready)
        {
            return ready;
        }

        bool mayHoldNull = writer.MayHoldNull;
        writer.MayHoldNull = true;
        PyValue written = PickleConverters.Find(value.GetType()) is { } converter && converter != this
            ? converter.WriteObject(value, writer) : WriteByShape(value, writer);
        writer.MayHoldNull = mayHoldNull;
        return written;
    }

    internal override bool TryRead(PyValue value, MappingReader reader, out object? result)
    {
        if (value.RawReference is PyReference { Kind: PyKind.List or PyKind.Dict or PyKind.Set or PyKind.Object } source
            && reader.TryRecall(source, this, out result, out bool isReady))
        {
            return isReady;
        }

        switch (value.Reference)
        {
            case null:
                result = value.TryGetBool(out bool flag) ? flag
                    : value.TryGetInt64(out long whole) ? whole : value.TryGetDouble(out double number) ? number : (object?)null;
                return true;
            case string text:
                result = text;
                return true;
            case PyBytes bytes when bytes.Kind == PyKind.Bytes:
                result = PickleConverters.Of<byte[]>().Read(value, reader);
                return true;
            case PyLong large:
                result = large.Value;
                return true;
            case PyList list:
                return TryReadList(list, reader, out result);
            case PyDict dict:
                return TryReadDict(dict, reader, out result);
            case PyTuple:
                bool hasItems = Tuples.TryRead(value, reader, out ImmutableArray<object?> items);
                result = hasItems ? items : null;
                return hasItems;
            case PySet { IsFrozen: true }:
                bool isMade = FrozenSets.TryRead(value, reader, out FrozenSet<object?> frozen);
                result = frozen;
                return isMade;
            case PySet:
                bool isThere = HashSets.TryRead(value, reader, out HashSet<object?> set);
                result = set;
                return isThere;
            case PyObject instance when PickleConverters.FindClass(instance) is { } converter:
                return converter.TryReadObject(value, reader, out result);
            default:
                reader.Keep(value);
                result = value.Reference;
                return true;
        }
    }

    private bool TryReadList(PyList source, MappingReader reader, out object? result)
    {
        var list = new List<object?>(source.Count);
        result = list;
        reader.Remember(source, this, list);
        reader.Push(new ListReadFrame<object?>(reader, source, list, null, this), list);
        return true;
    }

    private bool TryReadDict(PyDict source, MappingReader reader, out object? result)
    {
        var dictionary = new Dictionary<object, object?>(source.Count);
        result = dictionary;
        reader.Remember(source, this, dictionary);
        reader.Push(new DictReadFrame<object, object?>(reader, source, dictionary, this!, this), dictionary);
        return true;
    }

    private PyValue WriteByShape(object value, MappingWriter writer)
    {
        switch (value)
        {
            case Enum member:
                return Enums.Write(member, writer);
            case ITuple tuple:
                PyTuple filled = TupleFilling.Unfilled(tuple.Length);
                writer.Remember(value, filled);
                writer.Push(new TupleWriteFrame<object?>(writer, filled, ItemsOf(tuple).GetEnumerator(), this));
                return filled;
            case Array array when writer.Options.NumpyArrays && PickleConverters.Numpy?.Describe(array, writer) is { } numpy:
                writer.Remember(value, numpy);
                return numpy;
            case Array { Rank: > 1 } array:
                return Sequences.Write(value, Rows(array, new int[array.Rank], 0), this, writer);
            case IDictionary dictionary:
                PyReference made = Shells.NewDict(value, out PyDict dict);
                writer.Remember(value, made);
                writer.Push(new DictWriteFrame<object, object?>(writer, dict, Entries(dictionary).GetEnumerator(), this!, this), value);
                return made;
            case IEnumerable unordered when IsSet(value.GetType(), out bool isFrozen):
                return Sequences.WriteSet(value, unordered.Cast<object?>(), this, writer, isFrozen);
            case ImmutableArray<object?> items:
                return Tuples.Write(items, writer);
            case IEnumerable unchanging when IsTuple(value.GetType()):
                PyTuple parts = TupleFilling.Unfilled(unchanging.Cast<object?>().Count());
                writer.Push(new TupleWriteFrame<object?>(writer, parts, unchanging.Cast<object?>().GetEnumerator(), this));
                return parts;
            case IEnumerable stack when IsStack(value.GetType()):
                // The end of Python's list is the top of the stack.
                return Sequences.Write(value, stack.Cast<object?>().Reverse(), this, writer);
            case IEnumerable sequence:
                return Sequences.Write(value, sequence.Cast<object?>(), this, writer);
            default:
                throw writer.Error("CannotMapType",
                    MissingConverter.Unmapped(value.GetType())
                        ?? $"Python has no value for a {value.GetType()}; give it [PickleClass], or build a PyObject that says which "
                        + "class it is");
        }
    }

    private static IEnumerable<object?> ItemsOf(ITuple tuple)
    {
        for (int i = 0; i < tuple.Length; i++)
        {
            yield return tuple[i];
        }
    }

    private static IEnumerable<KeyValuePair<object, object?>> Entries(IDictionary dictionary)
    {
        foreach (DictionaryEntry entry in dictionary)
        {
            yield return new(entry.Key, entry.Value);
        }
    }

    /// <summary>The items of one dimension: values in the last one, rows before it.</summary>
    private static IEnumerable<object?> Rows(Array array, int[] indices, int dimension)
    {
        for (int i = 0; i < array.GetLength(dimension); i++)
        {
            int[] place = (int[])indices.Clone();
            place[dimension] = i;
            yield return dimension == array.Rank - 1 ? array.GetValue(place) : Rows(array, place, dimension + 1);
        }
    }

    private static bool IsSet(Type type, out bool isFrozen)
    {
        isFrozen = false;
        for (Type? at = type; at is not null; at = at.BaseType)
        {
            if (at.IsGenericType)
            {
                Type definition = at.GetGenericTypeDefinition();
                isFrozen = definition == typeof(FrozenSet<>);
                if (isFrozen || Array.IndexOf(Sets, definition) >= 0)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool IsStack(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() is var definition
            && (definition == typeof(Stack<>) || definition == typeof(ImmutableStack<>));

    private static bool IsTuple(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>);
}
