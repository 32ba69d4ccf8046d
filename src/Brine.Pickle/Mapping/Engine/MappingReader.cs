namespace Brine.Pickling;

/// <summary>Turns one graph of Python values into .NET objects: an object met twice is one object, and may hold itself.</summary>
public sealed class MappingReader : MappingContext
{
    private readonly Dictionary<(PyReference Source, Type Type), object?> _made = new(new ByIdentity());
    private bool _isEarly;

    internal MappingReader(MappingOptions options)
        : base(options)
    {
    }

    /// <summary>A Python value in .NET.</summary>
    /// <exception cref="PickleTypeException">The value does not fit the type.</exception>
    internal static T Convert<T>(PyValue value, PickleConverter<T> converter, MappingOptions? options) =>
        new MappingReader(options ?? MappingOptions.Default).Complete(value, converter);

    /// <summary>A part of a value with all its parts, by another converter: for converters of your own.</summary>
    public T Read<T>(PyValue value, PickleConverter<T> converter)
    {
        ArgumentNullException.ThrowIfNull(converter);
        T? result = default;
        RunInside(() => result = Complete(value, converter));
        return result!;
    }

    /// <summary>The exception for a value of another kind than <paramref name="wanted"/>.</summary>
    /// <param name="found">What is there.</param>
    /// <param name="wanted">What was wanted, as in "an int".</param>
    public PickleTypeException Unexpected(PyValue found, string wanted) => Mismatch(found, wanted);

    /// <summary>Looks for what was already made of a value.</summary>
    /// <returns>True when it is there, or is being made: then <paramref name="isReady"/> tells which.</returns>
    internal bool TryRecall<T>(PyReference source, PickleConverter converter, out T result, out bool isReady)
    {
        result = default!;
        isReady = false;
        if (!_made.TryGetValue((source, converter.Made), out object? made))
        {
            return false;
        }

        if (made is MappingFrame frame)
        {
            if (!frame.IsDone && !IsDoneEarly(frame))
            {
                return true;
            }

            made = _made[(source, converter.Made)];
        }

        result = (T)made!;
        isReady = true;
        return true;
    }

    internal void Remember(PyReference source, PickleConverter converter, object? made) => _made[(source, converter.Made)] = made;

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
        return isReady || Begin(value, converter, out result) ? result : throw new InvalidOperationException("a conversion stopped half-way");
    }

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

    private sealed class ByIdentity : IEqualityComparer<(PyReference Source, Type Type)>
    {
        public bool Equals((PyReference Source, Type Type) left, (PyReference Source, Type Type) right) =>
            ReferenceEquals(left.Source, right.Source) && left.Type == right.Type;

        public int GetHashCode((PyReference Source, Type Type) key) =>
            ((int)key.Source.Identity * 31) + key.Type.GetHashCode();
    }
}
