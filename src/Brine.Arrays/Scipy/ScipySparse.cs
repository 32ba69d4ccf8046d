using Brine.Pickling;

namespace Brine.Arrays;

/// <summary>A sparse matrix or array of scipy in any of its formats: csr, csc, coo, bsr, dia, lil, dok.</summary>
public sealed class ScipySparse
{
    private readonly PyObject _instance;
    private readonly int[] _shape;

    private ScipySparse(PyObject instance, string format, int[] shape)
    {
        _instance = instance;
        Format = format;
        _shape = shape;
    }

    /// <summary>csr, csc, coo, bsr, dia, lil or dok.</summary>
    public string Format { get; }

    /// <summary>True for <c>csr_array</c> and its like, false for <c>csr_matrix</c>.</summary>
    public bool IsArray => _instance.Class!.Name.EndsWith("_array", StringComparison.Ordinal);

    /// <summary>The size of each dimension: two, or one in arrays of scipy 1.13 and later.</summary>
    public ReadOnlySpan<int> Shape => _shape;

    /// <summary>The matrix or array that a pickled value is, or null where the value is none.</summary>
    /// <exception cref="PickleFormatException">The value claims to be one and has no shape.</exception>
    public static ScipySparse? From(PyValue value)
    {
        if (value.As<PyObject>() is not { Class: { } type } instance || !type.Module.StartsWith("scipy.sparse", StringComparison.Ordinal)
            || type.Name.Length != 10 && type.Name.Length != 9 || type.Name[3] != '_' || type.Name[4..] is not ("matrix" or "array")
            || type.Name[..3] is not ("csr" or "csc" or "coo" or "bsr" or "dia" or "lil" or "dok"))
        {
            return null;
        }

        if (instance.View is ScipySparse known)
        {
            return known;
        }

        PyValue sizes = instance.TryGetAttribute("_shape", out PyValue shape) || instance.TryGetAttribute("shape", out shape) ? shape
            : throw Bad("it has no shape");
        int[] dimensions = NDArray.ReadShape(sizes);
        var sparse = new ScipySparse(instance, type.Name[..3],
            dimensions.Length is 1 or 2 ? dimensions : throw Bad($"it has {dimensions.Length} dimensions"));
        instance.View ??= sparse;
        return sparse;
    }

    /// <summary>The same matrix in compressed sparse rows, columns in order, values that stand in one place twice added, as scipy's
    /// <c>tocsr</c> followed by <c>sum_duplicates</c>; one dimension becomes one row.</summary>
    /// <exception cref="PickleFormatException">The parts of the matrix do not fit each other.</exception>
    /// <exception cref="NotSupportedException">The values are complex.</exception>
    public CsrMatrix ToCsr()
    {
        var cells = new SparseCells(_shape.Length == 2 ? _shape[0] : 1, _shape[^1]);
        switch (Format)
        {
            case "csr" or "csc":
                AddCompressed(cells, blockRows: 1, blockColumns: 1, isByColumn: Format == "csc");
                break;
            case "bsr":
                NDArray blocks = Part("data");
                AddCompressed(cells, blocks.Rank == 3 ? blocks.Shape[1] : throw Bad("its blocks are none"), blocks.Shape[2],
                    isByColumn: false);
                break;
            case "coo":
                AddCoordinates(cells);
                break;
            case "dia":
                AddDiagonals(cells);
                break;
            case "lil":
                AddLists(cells);
                break;
            default:
                AddDictionary(cells);
                break;
        }

        return cells.ToCsr(Format is "lil" or "dok" ? TypeOfCells() : Part("data").DType);
    }

    private void AddCompressed(SparseCells cells, int blockRows, int blockColumns, bool isByColumn)
    {
        long[] starts = Part("indptr").ToInt64s(), indices = Part("indices").ToInt64s();
        double[] values = Numbers(Part("data"));
        int size = blockRows * blockColumns;
        if (starts.Length == 0 || values.Length < (long)indices.Length * size)
        {
            throw Bad("it has fewer values than places");
        }

        for (int major = 0; major + 1 < starts.Length; major++)
        {
            if (starts[major] < 0 || starts[major + 1] < starts[major] || starts[major + 1] > indices.Length)
            {
                throw Bad("a row ends before it starts, or behind the values");
            }

            for (int i = (int)starts[major]; i < starts[major + 1]; i++)
            {
                for (int inner = 0; inner < size; inner++)
                {
                    long row = isByColumn ? indices[i] : ((long)major * blockRows) + (inner / blockColumns);
                    long column = isByColumn ? major : (indices[i] * blockColumns) + (inner % blockColumns);
                    cells.Add(row, column, values[(i * size) + inner]);
                }
            }
        }
    }

    private void AddCoordinates(SparseCells cells)
    {
        // A tuple of arrays since scipy 1.13, row and col before.
        PyValue[] axes = _instance.TryGetAttribute("coords", out PyValue all) && all.As<PyTuple>() is { } tuple ? [.. tuple]
            : _instance.TryGetAttribute("row", out PyValue row) && _instance.TryGetAttribute("col", out PyValue column) ? [row, column]
                : [];
        double[] values = Numbers(Part("data"));
        long[][] places = [.. axes.Select(axis => NDArray.From(axis)?.ToInt64s() ?? throw Bad("its coordinates are not arrays"))];
        if (places.Length != _shape.Length || places.Any(axis => axis.Length != values.Length))
        {
            throw Bad("its coordinates do not fit its values");
        }

        for (int i = 0; i < values.Length; i++)
        {
            cells.Add(places.Length == 2 ? places[0][i] : 0, places[^1][i], values[i]);
        }
    }

    /// <summary>Row k of data holds the diagonal of offset k, each value in its own column; zeros are not stored.</summary>
    private void AddDiagonals(SparseCells cells)
    {
        NDArray data = Part("data");
        long[] offsets = Part("offsets").ToInt64s();
        double[] values = Numbers(data);
        int width = data.Rank == 2 && data.Shape[0] == offsets.Length ? data.Shape[1] : throw Bad("its diagonals do not fit their offsets");
        for (int diagonal = 0; diagonal < offsets.Length; diagonal++)
        {
            for (int column = 0; column < Math.Min(width, _shape[^1]); column++)
            {
                long row = column - offsets[diagonal];
                double value = values[(diagonal * width) + column];
                if (row >= 0 && row < _shape[0] && value != 0)
                {
                    cells.Add(row, column, value);
                }
            }
        }
    }

    private void AddLists(SparseCells cells)
    {
        NDArray rows = Part("rows"), data = Part("data");
        for (int row = 0; row < rows.Length; row++)
        {
            if (rows[row].As<PyList>() is not { } columns || row >= data.Length || data[row].As<PyList>() is not { } values
                || columns.Count != values.Count)
            {
                throw Bad($"row {row} has no list of columns, or another number of values");
            }

            for (int i = 0; i < columns.Count; i++)
            {
                cells.Add(row, Integer(columns[i]), Number(values[i]));
            }
        }
    }

    private void AddDictionary(SparseCells cells)
    {
        PyDict entries = (_instance.TryGetAttribute("_dict", out PyValue held) ? held.As<PyDict>()
            : _instance.DictItems ?? PyInstance.From(_instance)?.Base.As<PyDict>()) ?? new PyDict();
        foreach (KeyValuePair<PyValue, PyValue> entry in entries)
        {
            PyTuple index = entry.Key.As<PyTuple>() ?? new PyTuple(entry.Key);
            cells.Add(index.Count == 2 ? Integer(index[0]) : 0, index.Count > 0 ? Integer(index[index.Count - 1]) : -1,
                Number(entry.Value));
        }
    }

    private NDArray Part(string name) =>
        _instance.TryGetAttribute(name, out PyValue value) && NDArray.From(value) is { } array ? array
            : throw Bad($"it has no array '{name}'");

    private DType TypeOfCells() =>
        _instance.TryGetAttribute("dtype", out PyValue dtype) || _instance.TryGetAttribute("_dtype", out dtype)
            ? DType.From(dtype) ?? DType.Float64 : DType.Float64;

    private static double[] Numbers(NDArray values) =>
        values.DType.Kind == 'c' ? throw new NotSupportedException("a sparse matrix of complex numbers has no rows of doubles")
            : values.ToDoubles();

    private static double Number(PyValue value) =>
        (NDArray.From(value) is { IsScalar: true } boxed ? boxed[0] : value).TryGetDouble(out double number) ? number
            : PyComplex.From(value) is not null
                ? throw new NotSupportedException("a sparse matrix of complex numbers has no rows of doubles")
                : throw Bad("a value is not a number");

    private static long Integer(PyValue value) =>
        (NDArray.From(value) is { IsScalar: true } boxed ? boxed[0] : value).TryGetInt64(out long number) ? number
            : throw Bad("an index is not an int");

    private static PickleFormatException Bad(string what) => new("FormatShape", $"a sparse matrix is corrupt: {what}");
}
