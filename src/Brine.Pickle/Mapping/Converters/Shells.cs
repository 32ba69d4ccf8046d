namespace Brine.Pickling;

/// <summary>Writes collections as what they were read from: a tuple, a deque, an array, an OrderedDict...</summary>
internal static class Shells
{
    internal static PyReference Write<T>(PyReference shell, object value, IEnumerable<T> items, PickleConverter<T> converter,
        MappingWriter writer)
    {
        if (shell is PyTuple)
        {
            PyTuple tuple = TupleFilling.Unfilled(items.Count());
            writer.Remember(value, tuple);
            writer.Push(new TupleWriteFrame<T>(writer, tuple, items.GetEnumerator(), converter), value);
            return tuple;
        }

        if (PyDeque.From(shell) is { } deque && shell is PyObject original)
        {
            if (deque.MaxLength is { } longest && items.Count() > longest)
            {
                throw writer.Error("CannotMapRange", $"the deque that was read holds {longest} items at most, and there are more");
            }

            var made = new PyObject(original.Callable, deque.MaxLength is { } length ? new PyTuple(PyTuple.Empty, length) : PyTuple.Empty);
            writer.Remember(value, made);
            Sequences.Fill(made.EnsureListItems(), value, items, converter, writer);
            return made;
        }

        var list = new PyList();
        Sequences.Fill(list, value, items, converter, writer);
        PyReference written = shell is PyObject array && converter.IsLeaf
            ? PickleConverters.Numpy?.ArrayLike(array, list, [list.Count], writer) ?? list : list;
        writer.Remember(value, written);
        return written;
    }

    /// <summary>The entries of what may be read as a dict; <paramref name="shell"/> is what holds them where that is not a dict.</summary>
    internal static PyDict Dict(PyValue value, MappingReader reader, bool mayBeOrdered, bool mayBeOther, out PyObject? shell)
    {
        shell = null;
        if (value.As<PyDict>() is { } dict)
        {
            return dict;
        }

        if (value.As<PyObject>() is { } instance)
        {
            PyDict? entries = instance.HasState && !instance.State.IsNone ? null
                : mayBeOrdered && PyOrderedDict.From(value) is { } ordered ? ordered.Entries
                : mayBeOther ? PyDefaultDict.From(value)?.Entries ?? PyCounter.From(value)?.Counts
                : null;
            shell = entries is null ? null : instance;
            entries ??= reader.Options.Lossy ? instance.DictItems : null;
            if (entries is not null)
            {
                return entries;
            }
        }

        throw reader.Mismatch(value, "a dict");
    }

    /// <summary>An empty dict, or an empty one of the kind that a dictionary was read from.</summary>
    internal static PyReference NewDict(object value, out PyDict entries)
    {
        if (ObjectNotes.Find(value)?.Shell is not PyObject shell)
        {
            return entries = new PyDict();
        }

        if (PyCounter.From(shell) is not null)
        {
            entries = new PyDict();
            return new PyObject(shell.Callable, new PyTuple(entries));
        }

        PyObject made = PyDefaultDict.From(shell) is { } filling && shell.Arguments.Count > 0
            ? new PyObject(shell.Callable, new PyTuple(filling.DefaultFactory)) : new PyObject(shell.Callable, PyTuple.Empty);
        entries = made.EnsureDictItems();
        return made;
    }
}
