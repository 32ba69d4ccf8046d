using Brine.Pickling;

namespace Brine.Arrays;

/// <summary>A pandas <c>Series</c>: one column, and the labels of its rows.</summary>
public sealed class Series
{
    private Series(PyValue name, PandasIndex index, PandasArray values, PyDict? attributes)
    {
        Name = name;
        Index = index;
        Values = values;
        Attrs = attributes;
    }

    /// <summary>The name: text in most cases, or None.</summary>
    public PyValue Name { get; }

    /// <summary>The labels of the rows.</summary>
    public PandasIndex Index { get; }

    /// <summary>The values.</summary>
    public PandasArray Values { get; }

    /// <summary>pandas' <c>attrs</c>, or null where there are none.</summary>
    public PyDict? Attrs { get; }

    /// <summary>The series that a pickled value is, or null where the value is none. The value itself is left as it is.</summary>
    /// <exception cref="PickleFormatException">The value claims to be one and is corrupt.</exception>
    public static Series? From(PyValue value)
    {
        if (value.As<PyObject>() is not { Class: { Name: not "DataFrame" } type } instance
            || BlockManager.Of(instance, "series") is not { } blocks)
        {
            return null;
        }

        if (instance.View is Series known)
        {
            return known;
        }

        if (blocks.Axes.Count != 1 || blocks.Columns.Length != 1 || blocks.Columns[0].Length != blocks.Axes[0].Length)
        {
            throw PandasObject.Bad($"a {type.Name} has {blocks.Axes.Count} axes and {blocks.Columns.Length} columns");
        }

        var series = new Series(PandasObject.Attribute(instance, "_name", "name") ?? default, blocks.Axes[0], blocks.Columns[0],
            BlockManager.AttrsOf(instance));
        instance.View = series;
        return series;
    }
}
