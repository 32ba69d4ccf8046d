namespace Brine.Pickling;

/// <summary>The caller's hooks: persistent ids, other descriptions, buffers.</summary>
public sealed partial class Pickler
{
    private bool _isIdItself;

    /// <summary>Asks the caller whether a value is written by an id, before anything else is thought of it; an id itself is not asked
    /// for.</summary>
    private bool TryBeginPersistent(PyValue value, out bool began)
    {
        began = false;
        if (_isIdItself)
        {
            _isIdItself = false;
            return false;
        }

        PyValue id = _options.PersistentId!(value);
        if (id.IsNone)
        {
            return false;
        }

        began = BeginPersistent(new PyPersistent(id));
        return true;
    }

    private void StepPersistent(ref Work work)
    {
        if (work.Index++ == 0)
        {
            _isIdItself = _asksForIds;
            if (Begin(((PyPersistent)work.Target).Id))
            {
                return;
            }
        }

        _output.WriteByte(PickleOpcode.Binpersid);
        Pop();
    }

    /// <summary>The description to write in place of a class, function or object; null where the caller has no other.</summary>
    /// <remarks>The order is CPython's: <c>reducer_override</c> first, then the dispatch table.</remarks>
    private PyReference? Override(PyReference value)
    {
        PyReference? other = _options.ReducerOverride?.Invoke(value);
        if (other is null && _options.DispatchTable is { } table && value is PyObject { Class: { } named } instance
            && table.TryGetValue(named.FullName, out Func<PyObject, PyObject?>? reduce))
        {
            other = reduce(instance);
        }

        return other is null or PyObject or PyGlobal ? other
            : throw new InvalidOperationException(
                $"a {other.Kind} was given as the description of an object; it must be a PyObject, or the PyGlobal of a class or function");
    }

    private bool TryWriteBuffer(ReadOnlyMemory<byte> memory, bool isReadOnly)
    {
        if (_protocol < 5 || _options.BufferCallback is not { } take || take(new PickleBuffer(memory, isReadOnly)))
        {
            return false;
        }

        _output.WriteByte(PickleOpcode.NextBuffer);
        if (isReadOnly)
        {
            _output.WriteByte(PickleOpcode.ReadonlyBuffer);
        }

        return true;
    }
}
