namespace Brine.Training;

/// <summary>What a model learns to answer: one label or number a row.</summary>
public sealed class Target
{
    private Target(NDArray values)
    {
        Values = values.Rank == 2 && values.Shape[1] == 1 ? values.Reshape(-1) : values;
        if (Values.Rank != 1)
        {
            throw new TrainingException("FitTarget", "the target has several columns; these trainers learn one");
        }
    }

    /// <summary>The labels or numbers as Python holds them.</summary>
    public NDArray Values { get; }

    internal int Count => Values.Length;

    /// <summary>Numbers.</summary>
    public static implicit operator Target(double[] values) => new(NDArray.Of(values));

    /// <summary>Whole numbers, which are Python's ints.</summary>
    public static implicit operator Target(int[] values) => new(NDArray.Of(Array.ConvertAll(values, value => (long)value)));

    /// <summary>Whole numbers.</summary>
    public static implicit operator Target(long[] values) => new(NDArray.Of(values));

    /// <summary>True and False.</summary>
    public static implicit operator Target(bool[] values) => new(NDArray.Of(values));

    /// <summary>Texts, which are numpy's text of a fixed width.</summary>
    public static implicit operator Target(string[] values) => new(NDArray.OfText(values));

    /// <summary>A numpy array.</summary>
    public static implicit operator Target(NDArray values) => new(values);

    /// <summary>A column of a table: texts are Python's objects, as in a data frame.</summary>
    public static implicit operator Target(Column column) => FromColumn(column);

    /// <summary>The only column of data.</summary>
    public static implicit operator Target(Features features) => FromFeatures(features);

    /// <summary>A column of a table: texts are Python's objects, as in a data frame.</summary>
    /// <exception cref="TrainingException">A value is missing, or the column mixes kinds.</exception>
    public static Target FromColumn(Column column)
    {
        ArgumentNullException.ThrowIfNull(column);
        if (column.TryGetNumbers(out _) && column.Numbers is { } numbers)
        {
            return new(NDArray.OfNumbers(numbers, column.DType));
        }

        PyValue[] cells = column.ToCells();
        PyKind kind = cells.Length == 0 ? PyKind.Str : cells[0].Kind;
        for (int row = 0; row < cells.Length; row++)
        {
            PyValue cell = cells[row];
            if (cell.IsNone || (cell.Kind == PyKind.Float && cell.TryGetDouble(out double number) && double.IsNaN(number)))
            {
                throw Missing(row);
            }

            if (cells[row].Kind != kind || kind is not (PyKind.Str or PyKind.Int or PyKind.Bool or PyKind.Float))
            {
                throw new TrainingException("FitTarget",
                    $"the target mixes kinds: row {row} holds {cells[row].Kind.WithArticle()}, row 0 {kind.WithArticle()}");
            }
        }

        if (column.DType.Kind == 'O' && !column.IsNullable && column.ElementDType is null && kind != PyKind.Str)
        {
            return new(NDArray.OfObjects([cells.Length], cells));
        }

        return kind switch
        {
            PyKind.Bool => new(NDArray.Of(Array.ConvertAll(cells, cell => cell.TryGetBool(out bool flag) && flag))),
            PyKind.Int => new(NDArray.Of(Array.ConvertAll(cells, cell => cell.TryGetInt64(out long number) ? number
                : throw new TrainingException("FitTarget", "the target holds an int of over 64 bits")))),
            PyKind.Float => new(NDArray.Of(Array.ConvertAll(cells, cell => cell.TryGetDouble(out double number) ? number : 0))),
            _ when column.DType.Kind == 'U' => new(TextArray.OfWidth(column.DType, [.. cells.Select(cell => cell.AsString()!)])),
            _ => new(NDArray.OfObjects([cells.Length], cells)),
        };
    }

    /// <summary>The only column of data.</summary>
    /// <exception cref="TrainingException">There are several columns, or a value is missing.</exception>
    public static Target FromFeatures(Features features)
    {
        ArgumentNullException.ThrowIfNull(features);
        return features switch
        {
            { ColumnCount: not 1 } => throw new TrainingException("FitTarget",
                $"the target has {features.ColumnCount} columns; these trainers learn one"),
            Table table => FromColumn(table.Columns[0]),
            _ => new(Answer.Of(features.ToMatrix()).ToArray()),
        };
    }

    internal static TrainingException Missing(int row) =>
        new("FitTarget", $"the target is missing in row {row}; leave the row out");

    internal Target Select(IReadOnlyList<int> rows)
    {
        if (Values.Objects is { } objects)
        {
            return new(NDArray.OfObjects([rows.Count], [.. rows.Select(row => objects[row])]));
        }

        int size = Values.DType.ItemSize;
        ReadOnlySpan<byte> from = Values.ToContiguous().Span;
        var bytes = new byte[rows.Count * size];
        for (int i = 0; i < rows.Count; i++)
        {
            from.Slice(rows[i] * size, size).CopyTo(bytes.AsSpan(i * size));
        }

        return new(NDArray.OverBytes(Values.DType, [rows.Count], bytes));
    }

    /// <summary>The numbers of a regressor's target.</summary>
    internal double[] Numbers(string className)
    {
        bool areObjects = Values.Objects is { } objects && objects.All(item => item.Kind is PyKind.Int or PyKind.Float or PyKind.Bool);
        if (!areObjects && (Values.DType.Kind is not ('f' or 'i' or 'u' or 'b') || Values.Objects is not null))
        {
            throw new TrainingException("FitTarget", $"the target holds no numbers, which {className} learns");
        }

        double[] numbers = areObjects ? [.. Values.Objects!.Select(
                item => item.TryGetDouble(out double number) ? number : item == PyValue.True ? 1 : 0)] : Values.ToDoubles();
        for (int row = 0; row < numbers.Length; row++)
        {
            if (!double.IsFinite(numbers[row]))
            {
                throw double.IsNaN(numbers[row]) ? Missing(row)
                    : new TrainingException("FitTarget", $"the target is infinite in row {row}");
            }
        }

        return numbers;
    }
}
