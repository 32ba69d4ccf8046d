using Brine.Pickling;

namespace Brine.Arrays;

/// <summary>
/// A pandas <c>DataFrame</c>: columns of one length, each with a label and a dtype of its own, and the labels of the rows. A view over
/// the pickled value, which is left as it is: saving it gives the same bytes.
/// </summary>
public sealed partial class DataFrame
{
    private readonly PandasArray[] _columns;

    private DataFrame(PandasIndex labels, PandasIndex index, PandasArray[] columns, PyDict? attributes)
    {
        Labels = labels;
        Index = index;
        _columns = columns;
        Attrs = attributes;
    }

    /// <summary>The labels of the columns: pandas' <c>columns</c>.</summary>
    public PandasIndex Labels { get; }

    /// <summary>The labels of the rows.</summary>
    public PandasIndex Index { get; }

    /// <summary>The values, column by column.</summary>
    public IReadOnlyList<PandasArray> Columns => _columns;

    /// <summary>The labels of the columns as text.</summary>
    public IReadOnlyList<string> ColumnNames => [.. Enumerable.Range(0, Labels.Length).Select(i => Labels.TextAt(i) ?? "nan")];

    /// <summary>The number of rows.</summary>
    public int RowCount => Index.Length;

    /// <summary>The number of columns.</summary>
    public int ColumnCount => _columns.Length;

    /// <summary>pandas' <c>attrs</c>, or null where there are none.</summary>
    public PyDict? Attrs { get; }

    /// <summary>The first column of this name.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public PandasArray this[string name]
    {
        get
        {
            for (int i = 0; i < _columns.Length; i++)
            {
                if (Labels.TextAt(i) == name)
                {
                    return _columns[i];
                }
            }

            throw new KeyNotFoundException($"the frame has no column '{name}'");
        }
    }

    /// <summary>The frame that a pickled value is, or null where the value is none.</summary>
    /// <exception cref="PickleFormatException">The value claims to be one and is corrupt.</exception>
    public static DataFrame? From(PyValue value)
    {
        if (value.As<PyObject>() is not { Class: { Name: not "Series" } } instance)
        {
            return null;
        }

        if (instance.View is DataFrame known)
        {
            return known;
        }

        if (instance.View is not null || BlockManager.Of(instance, "dataframe") is not { } blocks)
        {
            return null;
        }

        if (blocks.Axes.Count != 2)
        {
            throw PandasObject.Bad($"a frame has {blocks.Axes.Count} axes");
        }

        var frame = new DataFrame(blocks.Axes[0], blocks.Axes[1], blocks.Columns, BlockManager.AttrsOf(instance)) { Source = instance };
        instance.View = frame;
        return frame;
    }
}
