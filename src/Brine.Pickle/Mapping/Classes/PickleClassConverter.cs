namespace Brine.Pickling;

/// <summary>Turns a type with <see cref="PickleClassAttribute"/> into Python and back; the source generator extends it.</summary>
/// <typeparam name="T">The type.</typeparam>
/// <param name="layout">How the Python class pickles its instances.</param>
/// <param name="needsParts">True where <see cref="Create"/> asks for parts: without, objects exist before their parts do, so that circles
/// can be read.</param>
public abstract class PickleClassConverter<T>(PickleClassLayout layout, bool needsParts) : PickleConverter<T>
{
    private bool? _isFlat;

    internal PickleClassLayout Layout { get; } = layout;

    internal sealed override bool IsDeferrable => !typeof(T).IsValueType && IsFlat;

    /// <summary>The converters of the members.</summary>
    protected virtual PickleConverter[] Members => [];

    /// <summary>True where no member has parts of its own, so that an object is turned at once.</summary>
    private bool IsFlat =>
        _isFlat ??= !Layout.HoldsList && !Layout.HoldsDict && !Layout.KeepsUnknown
            && Array.TrueForAll(Members, member => member.IsLeaf && member.IsSelfContained);

    internal override bool IsLeaf => false;

    /// <inheritdoc/>
    public sealed override bool TakesNull => false;

    /// <inheritdoc/>
    public sealed override PyValue Write(T value, MappingWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (value is null)
        {
            return PyValue.None;
        }

        if (writer.IsDeferring && IsDeferrable && value.GetType() == typeof(T))
        {
            PyObject shell = Layout.NewObject(writer, out _, out _, writer.IdentityOf(value));
            shell.View = new MappedParts<T>(value, this, writer);
            return shell;
        }

        if (!typeof(T).IsValueType)
        {
            if (writer.TryRecall(value, out PyReference known))
            {
                return known;
            }

            if (value.GetType() != typeof(T))
            {
                PickleConverter derived = PickleConverters.Find(value.GetType())
                    ?? throw writer.Error("CannotMapType",
                        $"{value.GetType()} extends {typeof(T)} and says no Python class of its own: give it [PickleClass]");
                return derived.WriteObject(value, writer);
            }
        }

        if (IsFlat)
        {
            PyObject made = Layout.NewObject(writer, out _, out _);
            if (!typeof(T).IsValueType)
            {
                writer.Remember(value, made);
            }

            WriteFlat(value, made, writer);
            return made;
        }

        var parts = new PartWriter(writer, Layout);
        parts.Open();
        if (!typeof(T).IsValueType)
        {
            writer.Remember(value, parts.Target);
        }

        // A class says which of its members may be null.
        var frame = new WriteFrame(this, value, parts);
        frame.Holder = typeof(T).IsValueType ? null : value;
        writer.Push(frame);
        frame.MayHoldNull = false;
        return parts.Target;
    }

    /// <inheritdoc/>
    public sealed override T Read(PyValue value, MappingReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return reader.Read(value, this);
    }

    /// <summary>Describes an object none of whose members has parts of its own.</summary>
    internal void WriteFlat(T value, PyObject target, MappingWriter writer)
    {
        bool mayHoldNull = writer.MayHoldNull;
        object? holder = typeof(T).IsValueType ? null : value;
        MappingFrame? outer = writer.EnterFlat(holder);
        writer.MayHoldNull = false;
        PartWriter parts = writer.PartsOf(Layout);
        parts.Open(target);
        WriteParts(value, parts);
        parts.Finish();
        writer.LeaveFlat(outer, holder);
        writer.MayHoldNull = mayHoldNull;
    }

    /// <summary>Writes the members of an object.</summary>
    protected abstract void WriteParts(T value, PartWriter parts);

    /// <summary>Makes an object; the result counts only when the parts it asked for were there.</summary>
    protected abstract T? Create(PartReader parts);

    /// <summary>Sets the members of an object that can be set afterwards, when all parts it asked for are there.</summary>
    protected virtual void Fill(T value, PartReader parts)
    {
    }

    internal sealed override bool TryRead(PyValue value, MappingReader reader, out T result)
    {
        result = default!;
        if (value.As<PyObject>() is not { } source)
        {
            throw reader.Mismatch(value, "an instance of " + Layout.Class.FullName);
        }

        if (!Layout.Matches(source))
        {
            return TryReadDerived(value, source, reader, out result);
        }

        if (reader.TryRecall(source, this, out result, out bool isReady))
        {
            return isReady;
        }

        if (IsFlat)
        {
            result = ReadFlat(source, reader);
            return true;
        }

        if (needsParts)
        {
            reader.PushMaking(source, this, new MakeFrame(this, source, reader));
            return false;
        }

        var parts = new PartReader(reader, Layout);
        parts.Open(source);
        result = Create(parts)!;
        reader.Remember(source, this, result);
        reader.Push(new FillFrame(this, result, parts), result!);
        return true;
    }

    private T ReadFlat(PyObject source, MappingReader reader)
    {
        MappingFrame? outer = reader.EnterFlat(null);
        PartReader parts = reader.PartsOf(Layout);
        parts.Open(source);
        T result = Create(parts)!;
        parts.Begin();
        Fill(result, parts);
        reader.Remember(source, this, result);
        reader.LeaveFlat(outer, typeof(T).IsValueType ? null : result);
        return result;
    }

    /// <summary>A class that extends this one may stand where this one is wanted.</summary>
    private bool TryReadDerived(PyValue value, PyObject source, MappingReader reader, out T result)
    {
        if (PickleClassLayout.ClassName(source) is { } name && PickleConverters.FindClass(name) is { } derived && derived != this
            && typeof(T).IsAssignableFrom(derived.Type))
        {
            bool isReady = derived.TryReadObject(value, reader, out object? made);
            result = isReady ? (T)made! : default!;
            return isReady;
        }

        string advice = source.Construction == PyConstruction.Reduce && source.Callable.As<PyGlobal>() is { } function
            && function.Module == Layout.Class.Module
            ? $"; where {function.FullName} makes it, declare Form = PickleForm.Reduce, Callable = \"{function.FullName}\"" : "";
        throw reader.Mismatch(value, $"an instance of {Layout.Class.FullName}{advice}");
    }

    private sealed class WriteFrame(PickleClassConverter<T> converter, T value, PartWriter parts) : MappingFrame
    {
        internal override bool Step()
        {
            converter.WriteParts(value, parts);
            parts.Finish();
            return true;
        }
    }

    private sealed class MakeFrame(PickleClassConverter<T> converter, PyObject source, MappingReader reader) : MappingFrame
    {
        private PartReader? _parts;

        internal override bool Step()
        {
            reader.AtSamePlace();
            if (_parts is null)
            {
                _parts = new PartReader(reader, converter.Layout);
                _parts.Open(source);
            }

            _parts.Begin();
            T? made = converter.Create(_parts);
            if (_parts.IsWaiting)
            {
                return false;
            }

            reader.Remember(source, converter, made);
            if (!typeof(T).IsValueType)
            {
                Holder = made;
                reader.AtSamePlace();
                reader.Push(new FillFrame(converter, made!, _parts), made!);
            }

            return true;
        }
    }

    private sealed class FillFrame(PickleClassConverter<T> converter, T value, PartReader parts) : MappingFrame
    {
        internal override bool Step()
        {
            parts.Begin();
            converter.Fill(value, parts);
            return !parts.IsWaiting;
        }
    }
}
