namespace Brine.Pickling;

/// <summary>Arrays of two dimensions: lists of lists of one length, or numpy arrays.</summary>
internal sealed class GridConverter<T>(PickleConverter<T> items) : PartsConverter<T[,]>
{
    public override PyValue Write(T[,] value, MappingWriter writer)
    {
        if (value is null)
        {
            return PyValue.None;
        }

        if (writer.TryRecall(value, out PyReference known))
        {
            return known;
        }

        PyReference? array = writer.Options.NumpyArrays ? PickleConverters.Numpy?.Describe(value, writer) : null;
        if (array is null && ObjectNotes.Find(value)?.Shell is PyObject shell && items.IsLeaf)
        {
            var flat = new PyList();
            Sequences.Fill(flat, value, value.Cast<T>(), items, writer);
            array = PickleConverters.Numpy?.ArrayLike(shell, flat, [value.GetLength(0), value.GetLength(1)], writer);
        }

        if (array is not null)
        {
            writer.Remember(value, array);
            return array;
        }

        var rows = new PyList();
        writer.Remember(value, rows);
        writer.Push(new WriteFrame(value, rows, items, writer), value);
        return rows;
    }

    internal override bool TryRead(PyValue value, MappingReader reader, out T[,] result)
    {
        int[] shape = [];
        IReadOnlyList<PyValue>? elements = value.As<PyObject>() is { } array ? PickleConverters.Numpy?.Items(array, out shape) : null;
        IReadOnlyList<PyValue>? rows = elements is null ? value.As<PyList>() ?? throw reader.Mismatch(value, "a list of lists") : null;
        if (elements is not null && shape.Length != 2)
        {
            throw reader.Error("CannotMapType", $"an array of {shape.Length} dimensions is there, one of 2 was wanted");
        }

        var source = (PyReference)value.Reference!;
        if (reader.TryRecall(source, this, out result, out _))
        {
            return true;
        }

        int height = rows?.Count ?? shape[0], width = rows is null ? shape[1] : CheckRows(rows, reader);
        result = new T[height, width];
        reader.Remember(source, this, result);
        reader.NoteShell(result, rows is null ? source : null);
        for (int i = 0; rows is not null && i < rows.Count; i++)
        {
            // A row is a part of the array: it is no list of its own any more.
            reader.Remember((PyReference)rows[i].Reference!, this, result);
        }

        reader.Push(new ReadFrame(result, rows, elements, items, reader), result);
        return true;
    }

    /// <summary>The length of the rows, each of which is a list of its own: nothing is allocated for more items than there are.</summary>
    private int CheckRows(IReadOnlyList<PyValue> rows, MappingReader reader)
    {
        int width = 0;
        var seen = new HashSet<PyReference>(ReferenceEqualityComparer.Instance);
        MappingFrame? outer = reader.Enter();
        for (int i = 0; i < rows.Count; i++)
        {
            reader.At(i);
            PyList row = rows[i].As<PyList>() ?? throw reader.Mismatch(rows[i], "a list");
            width = i == 0 ? row.Count : width;
            if (row.Count != width)
            {
                throw reader.Error("CannotMapType",
                    $"the list has {row.Count} items and the first one {width}: an array of two dimensions has rows of one length");
            }

            if (!seen.Add(row) || reader.TryRecall(row, this, out T[,] _, out _))
            {
                throw reader.Error("CannotMapShared",
                    "the list is a row in two places: in an array of two dimensions it would be two; take a List of Lists");
            }
        }

        reader.Leave(outer);
        return width;
    }

    private sealed class WriteFrame(T[,] value, PyList rows, PickleConverter<T> items, MappingWriter writer) : MappingFrame
    {
        private int _next;

        internal override bool Step()
        {
            int width = value.GetLength(1);
            for (int i = rows.Count; i < value.GetLength(0); i++)
            {
                rows.Add(new PyList());
            }

            while (_next < value.Length)
            {
                (int row, int column) = Math.DivRem(_next++, width);
                writer.At(_next - 1);
                rows[row].As<PyList>()!.Add(writer.WritePart(value[row, column], items));
                if (writer.HasPending)
                {
                    return false;
                }
            }

            return true;
        }
    }

    private sealed class ReadFrame(T[,] target, IReadOnlyList<PyValue>? rows, IReadOnlyList<PyValue>? elements, PickleConverter<T> items,
        MappingReader reader) : MappingFrame
    {
        private int _next;

        internal override bool Step()
        {
            int width = target.GetLength(1);
            while (_next < target.Length)
            {
                (int row, int column) = Math.DivRem(_next, width);
                reader.At(_next);
                if (!items.TryRead(elements is not null ? elements[_next] : rows![row].As<PyList>()![column], reader, out T item))
                {
                    return false;
                }

                target[row, column] = item;
                _next++;
                if (reader.HasPending)
                {
                    return false;
                }
            }

            return true;
        }
    }
}
