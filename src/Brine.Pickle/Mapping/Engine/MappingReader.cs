namespace Brine.Pickling;

/// <summary>Turns one graph of Python values into .NET objects: an object met twice is one object, and may hold itself.</summary>
public sealed class MappingReader : MappingContext
{
    private readonly MadeTable _made = new();

    // Values that cannot change may be made twice, as two types.
    private Dictionary<(PyReference Source, Type Made), object?>? _others;
    private KeptValues? _kept;
    private PartReader? _parts;
    private List<(MappingFrame Frame, PyValue Key, int Place, PartNote Note)>? _notes;
    private bool _isEarly;

    internal MappingReader(MappingOptions options)
        : base(options)
    {
    }

    /// <summary>A Python value in .NET.</summary>
    /// <exception cref="PickleTypeException">The value does not fit the type.</exception>
    internal static T Convert<T>(PyValue value, PickleConverter<T> converter, MappingOptions? options)
    {
        var reader = new MappingReader(options ?? MappingOptions.Default);
        T result = reader.Complete(value, converter);
        reader.CheckKept();
        reader.KeepNotes();
        return result;
    }

    /// <summary>A part of a value with all its parts, by another converter: for converters of your own.</summary>
    public T Read<T>(PyValue value, PickleConverter<T> converter)
    {
        ArgumentNullException.ThrowIfNull(converter);
        T? result = default;
        RunInside(() => result = Complete(value, converter));
        return result!;
    }

    /// <summary>Hands out the parts of objects whose parts are all read at once: one for all of a class.</summary>
    internal PartReader PartsOf(PickleClassLayout layout) =>
        _parts is not null && ReferenceEquals(_parts.Layout, layout) ? _parts : _parts = new PartReader(this, layout);

    /// <summary>The exception for a value of another kind than <paramref name="wanted"/>.</summary>
    /// <param name="found">What is there.</param>
    /// <param name="wanted">What was wanted, as in "an int".</param>
    public PickleTypeException Unexpected(PyValue found, string wanted) => Mismatch(found, wanted);

    /// <summary>Tells that a value stays in a .NET object as it is: for converters of your own that keep Python values.</summary>
    public void Keep(PyValue value)
    {
        if (value.RawReference is PyReference reference && KeptValues.HasParts(reference))
        {
            AddKept(reference);
        }
    }

    /// <summary>Notes that a plain value was made of an object of the file, so that it can be written as such a one again.</summary>
    internal T Note<T>(PyValue original, T value)
    {
        if (KeepPlace() is { } frame)
        {
            (_notes ??= []).Add((frame, CurrentKey, CurrentPlace, new PartNote(original, value)));
        }

        return value;
    }

    /// <summary>Notes what a collection was read from, where that is not a plain list, set or dict.</summary>
    internal void NoteShell(object made, PyReference? shell)
    {
        if (shell is not null)
        {
            ObjectNotes.For(made).Shell = shell;
        }
    }

    /// <summary>Looks for what was already made of a value.</summary>
    /// <returns>True when it is there, or is being made: then <paramref name="isReady"/> tells which.</returns>
    internal bool TryRecall<T>(PyReference source, PickleConverter converter, out T result, out bool isReady)
    {
        result = default!;
        isReady = false;
        if (!_made.TryFind(source, out PickleConverter madeBy, out object? made))
        {
            return false;
        }

        bool isSame = typeof(T) == typeof(object) || ReferenceEquals(madeBy, converter) || madeBy.Made == converter.Made;
        if (!isSame && (made is MappingFrame || !(made is T && !typeof(T).IsValueType)))
        {
            // What can change is one object in .NET too.
            if (KeptValues.CanChange(source) && !Options.Lossy)
            {
                throw Error("CannotMapShared",
                    $"{Describe(source)} is wanted as a {Name(converter)} here and as a {Name(madeBy)} elsewhere: one object cannot be "
                        + "two; declare one type in both places, or set MappingOptions.Lossy for copies");
            }

            if (_others is null || !_others.TryGetValue((source, converter.Made), out made))
            {
                return false;
            }
        }

        if (made is MappingFrame frame)
        {
            if (!frame.IsDone && !IsDoneEarly(frame))
            {
                return true;
            }

            if (!isSame)
            {
                made = _others![(source, converter.Made)];
            }
            else
            {
                _made.TryFind(source, out _, out made);
            }
        }

        result = (T)made!;
        isReady = true;
        return true;
    }

    /// <summary>So many objects are to come.</summary>
    internal void Expect(int count) => _made.Expect(count);

    internal void Remember(PyReference source, PickleConverter converter, object? made)
    {
        if (_made.TryFind(source, out PickleConverter madeBy, out _) && !ReferenceEquals(madeBy, converter)
            && madeBy.Made != converter.Made)
        {
            (_others ??= [])[(source, converter.Made)] = made;
            return;
        }

        _made.Set(source, converter, made);
    }

    /// <summary>Makes a value later, when its parts are there.</summary>
    internal void PushMaking(PyReference source, PickleConverter converter, MappingFrame frame)
    {
        Remember(source, converter, frame);
        Push(frame);
    }

    /// <summary>A value that waits for its parts, one of which needs it, may have all it needs to be made by now.</summary>
    private bool IsDoneEarly(MappingFrame frame)
    {
        if (!frame.HasStarted)
        {
            Promote(frame);
            return false;
        }

        if (_isEarly)
        {
            return false;
        }

        _isEarly = true;
        bool done = StepEarly(frame);
        _isEarly = false;
        return done || (HasPending ? false : throw Error("CannotMapCycle", Cycle));
    }

    private T Complete<T>(PyValue value, PickleConverter<T> converter)
    {
        bool isReady = Begin(value, converter, out T result);
        Run();
        return isReady || Begin(value, converter, out result) ? result
            : throw new InvalidOperationException("a conversion stopped half-way");
    }

    private void AddKept(PyReference value)
    {
        if (!Options.Lossy)
        {
            AddKept(_kept ??= new KeptValues(), value);
        }
    }

    /// <summary>An object that is kept as Python has it in one place and is a .NET object in another would be two.</summary>
    private void CheckKept()
    {
        if (_kept is not null && _made.Count > 0
            && _kept.TryFindShared(_made, out PyReference shared, out MappingFrame? frame, out PyValue key, out int place))
        {
            _made.TryFind(shared, out PickleConverter madeBy, out _);
            string name = Name(madeBy);
            GoTo(frame, key, place);
            throw Error("CannotMapShared",
                $"{Describe(shared)} is kept here as Python has it and is a {name} elsewhere: one object cannot be two; declare object "
                    + "here, or set MappingOptions.Lossy for copies");
        }
    }

    /// <summary>Puts the notes beside the objects, which are made by now; what has no identity is noted with what it stands in.</summary>
    private void KeepNotes()
    {
        foreach ((MappingFrame frame, PyValue key, int place, PartNote note) in _notes ?? [])
        {
            NotesOf(frame)?.Set(place, key, note);
        }
    }

    private static ObjectNotes? NotesOf(MappingFrame frame)
    {
        object? holder = HolderOf(frame, out Stack<(int Place, PyValue Key)>? inner);
        ObjectNotes? notes = holder is null ? null : ObjectNotes.For(holder);
        while (notes is not null && inner is not null && inner.TryPop(out (int Place, PyValue Key) step))
        {
            notes = notes.Inner(step.Place, step.Key);
        }

        return notes;
    }

    private static string Name(PickleConverter converter) => PickleTypeName.Of(converter.Made);

    private bool Begin<T>(PyValue value, PickleConverter<T> converter, out T result)
    {
        try
        {
            return converter.TryRead(value, this, out result);
        }
        catch (Exception error) when (IsForeign(error))
        {
            throw Refused(error);
        }
    }
}
