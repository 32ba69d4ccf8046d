using System.Runtime.CompilerServices;

namespace Brine.Pickling;

/// <summary>
/// The Python object that a .NET object was read from, where its type does not show it: a numpy scalar where a double is, a tuple behind an
/// <see cref="IReadOnlyList{T}"/>. It is kept beside the object as long as the object lives, and written back.
/// </summary>
internal sealed class ObjectNotes
{
    private static readonly ConditionalWeakTable<object, ObjectNotes> Known = [];

    private readonly Dictionary<(int Place, PyValue Key), object> _parts = [];

    /// <summary>True once there are notes at all.</summary>
    internal static bool IsInUse { get; private set; }

    /// <summary>The Python object that a collection was read from.</summary>
    internal PyReference? Shell { get; set; }

    internal static ObjectNotes? Find(object holder) => IsInUse && Known.TryGetValue(holder, out ObjectNotes? notes) ? notes : null;

    internal static ObjectNotes For(object holder)
    {
        IsInUse = true;
        return Known.GetOrAdd(holder, static _ => new ObjectNotes());
    }

    /// <summary>Notes a part: its <see cref="PartNote"/>, or the notes of a part that has no identity of its own.</summary>
    internal void Set(int place, PyValue key, PartNote note) => _parts[(place, key)] = note;

    internal ObjectNotes Inner(int place, PyValue key)
    {
        if (!_parts.TryGetValue((place, key), out object? known) || known is not ObjectNotes inner)
        {
            _parts[(place, key)] = inner = new ObjectNotes();
        }

        return inner;
    }

    internal object? Part(int place, PyValue key) => _parts.GetValueOrDefault((place, key));
}
