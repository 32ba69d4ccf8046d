using Brine.Pickling;

namespace Brine.Arrays;

/// <summary>Frames made in .NET, and frames as pickles hold them.</summary>
public sealed partial class DataFrame
{
    /// <summary>The pickled frame that this one is a view of, and is written as.</summary>
    private PyObject? Source { get; init; }

    /// <summary>Makes a frame of named columns; its rows are numbered from 0.</summary>
    /// <example><code>
    /// var frame = DataFrame.Of(("age", PandasArray.Of([39, 50])), ("city", PandasArray.OfText(["Lima", null])));
    /// Pickle.Dump(frame, "rows.pkl");    // pandas.read_pickle("rows.pkl")
    /// </code></example>
    /// <exception cref="ArgumentException">The columns differ in length.</exception>
    public static DataFrame Of(params IReadOnlyList<(string Name, PandasArray Values)> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        int rows = columns.Count == 0 ? 0 : columns[0].Values.Length;
        foreach ((string name, PandasArray values) in columns)
        {
            if (values.Length != rows)
            {
                throw new ArgumentException($"column '{name}' has {values.Length} values, column '{columns[0].Name}' has {rows}",
                    nameof(columns));
            }
        }

        PandasIndex labels = PandasIndex.Of(PandasArray.OfText([.. columns.Select(column => column.Name)]));
        return new DataFrame(labels, PandasIndex.OfRange(rows), [.. columns.Select(column => column.Values)], null);
    }

    /// <summary>A series as a frame of one column, with the labels of its rows; without a name the column is called 0, as in
    /// pandas.</summary>
    public static DataFrame Of(Series series)
    {
        ArgumentNullException.ThrowIfNull(series);
        string name = series.Name.IsNone ? "0" : PandasText.Of(series.Name);
        return new DataFrame(PandasIndex.Of(PandasArray.OfText([name])), series.Index, [series.Values], series.Attrs);
    }

    /// <summary>The frame as pandas pickles it, in a form that pandas 1.3 and all later versions read; one that was read from a pickle is
    /// described as it was there.</summary>
    /// <param name="protocol">The pickle protocol: from 5 on numbers are buffers.</param>
    /// <exception cref="NotSupportedException">A column is of a kind that only pandas makes.</exception>
    public PyObject ToPickle(int protocol = PicklerOptions.DefaultProtocol) => Source ?? new FramePickler(protocol).Describe(this);
}
