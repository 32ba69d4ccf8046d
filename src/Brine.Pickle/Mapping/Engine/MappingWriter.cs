using System.Runtime.InteropServices;

namespace Brine.Pickling;

/// <summary>Turns one graph of .NET objects into Python values: an object met twice is one object in Python too, and may hold
/// itself.</summary>
public sealed class MappingWriter : MappingContext
{
    private readonly Dictionary<object, PyReference> _known = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<object, long> _identities = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Type, object> _shared = [];
    private PartWriter? _parts;
    private object? _notedHolder;
    private ObjectNotes? _notes;

    internal MappingWriter(MappingOptions options, int protocol)
        : base(options)
    {
        Protocol = protocol;
    }

    /// <summary>The pickle protocol that the value will be saved at; at protocols 0 and 1 Python describes objects in another
    /// way.</summary>
    public int Protocol { get; }

    /// <summary>True where objects get their parts when they are written, and lose them again.</summary>
    internal bool IsDeferring { get; private init; }

    /// <summary>Python has one <c>timezone.utc</c>: values that name it share it.</summary>
    internal PyReference? Utc { get; set; }

    /// <summary>A .NET value in Python.</summary>
    /// <exception cref="PickleTypeException">Python has no such value.</exception>
    internal static PyValue Convert<T>(T value, PickleConverter<T> converter, MappingOptions? options, int protocol,
        bool isDeferring = false)
    {
        var writer = new MappingWriter(options ?? MappingOptions.Default, protocol) { IsDeferring = isDeferring };
        try
        {
            PyValue result = value is null ? PyValue.None : converter.Write(value, writer);
            writer.Run();
            return result;
        }
        catch (Exception error) when (IsForeign(error))
        {
            throw writer.Refused(error);
        }
    }

    /// <summary>A part of a value, by a converter that is known. Its own parts may be filled in later.</summary>
    public PyValue Write<T>(T value, PickleConverter<T> converter)
    {
        ArgumentNullException.ThrowIfNull(converter);
        return WritePart(value, converter);
    }

    /// <summary>A part of a value; null is refused where the type of the part is not nullable, since None could not be read there
    /// again.</summary>
    internal PyValue WritePart<T>(T value, PickleConverter<T> converter)
    {
        var note = ObjectNotes.IsInUse ? NotesOf(Current)?.Part(CurrentPlace, CurrentKey) as PartNote : null;
        if (note is not null && note.IsUnchanged(value))
        {
            return note.Original;
        }

        PyValue written = value is not null || converter.TakesNull ? converter.Write(value, this)
            : MayHoldNull ? PyValue.None
            : throw Error("CannotMapNone",
                $"null is there, and {PickleTypeName.Of(typeof(T))} was declared not nullable; declare it nullable if None may be");
        return note is null ? written : note.Like(written, this);
    }

    /// <summary>The notes of the object whose parts are written: its own, or among those of what it stands in.</summary>
    private ObjectNotes? NotesOf(MappingFrame? frame)
    {
        if (frame?.Holder is { } known)
        {
            // Asked for each member of an object, looked up once.
            (_notedHolder, _notes) = ReferenceEquals(known, _notedHolder) ? (_notedHolder, _notes) : (known, ObjectNotes.Find(known));
            return _notes;
        }

        object? holder = HolderOf(frame, out Stack<(int Place, PyValue Key)>? inner);
        ObjectNotes? notes = holder is null ? null : ObjectNotes.Find(holder);
        while (notes is not null && inner is not null && inner.TryPop(out (int Place, PyValue Key) step))
        {
            notes = notes.Part(step.Place, step.Key) as ObjectNotes;
        }

        return notes;
    }

    /// <summary>Gives an object that a converter of yours needs once for the whole conversion.</summary>
    /// <param name="make">Makes it when it is asked for the first time.</param>
    public T Shared<T>(Func<MappingWriter, T> make)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(make);
        if (!_shared.TryGetValue(typeof(T), out object? shared))
        {
            shared = make(this);
            _shared.Add(typeof(T), shared);
        }

        return (T)shared;
    }

    /// <summary>Takes the parts of objects whose parts are all written at once: one for all of a class.</summary>
    internal PartWriter PartsOf(PickleClassLayout layout) =>
        _parts is not null && ReferenceEquals(_parts.Layout, layout) ? _parts : _parts = new PartWriter(this, layout);

    /// <summary>Turns an item of a list whose turn has come, with all its parts.</summary>
    internal PyValue WriteLater<T>(T item, int index, PickleConverter<T> converter, MappingFrame place)
    {
        GoTo(place, default, index);
        MayHoldNull = place.MayHoldNull;
        try
        {
            PyValue written = WritePart(item, converter);
            if (HasPending)
            {
                Run();
            }

            return written;
        }
        catch (Exception error) when (IsForeign(error))
        {
            throw Refused(error);
        }
    }

    /// <summary>The identity that an object has in Python: its descriptions come and go.</summary>
    internal long IdentityOf(object value)
    {
        ref long identity = ref CollectionsMarshal.GetValueRefOrAddDefault(_identities, value, out bool isKnown);
        return isKnown ? identity : identity = PyIdentity.Next();
    }

    /// <summary>So many objects are to come.</summary>
    internal void Expect(int count) => _identities.EnsureCapacity(_identities.Count + count);

    internal bool TryRecall(object value, out PyReference known) => _known.TryGetValue(value, out known!);

    internal void Remember(object value, PyReference made) => _known[value] = made;
}
