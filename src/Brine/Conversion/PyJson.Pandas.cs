using Brine.Arrays;
using Brine.Pickling;

namespace Brine;

/// <summary>pandas' frames, series and single values in the JSON view.</summary>
internal sealed partial class PyJson
{
    /// <summary>The steps of one of pandas' values, or null where it is none of them, or broken.</summary>
    private static IEnumerable<Step>? Pandas(PyObject instance)
    {
        try
        {
            if (DataFrame.From(instance) is { } frame)
            {
                return FrameSteps(frame, instance);
            }

            if (Series.From(instance) is { } series)
            {
                return SeriesSteps(series, instance);
            }

            (string Name, string Text)? scalar = PandasTimestamp.From(instance) is { } time ? ("Timestamp", time.ToIsoString())
                : PandasTimedelta.From(instance) is { } span ? ("Timedelta", span.ToString())
                : PandasPeriod.From(instance) is { } period ? ("Period", period.ToString()) : null;
            return scalar is { } told ? [Token('{'), Text("$", told.Name), Text("value", told.Text), Token('}')] : null;
        }
        catch (PickleException)
        {
            return null;
        }
    }

    private static IEnumerable<Step> FrameSteps(DataFrame frame, object parent)
    {
        yield return Token('{');
        yield return Text("$", "DataFrame");
        foreach (Step step in Labels(frame.Index, parent))
        {
            yield return step;
        }

        yield return Token('{', "columns");
        IReadOnlyList<string> names = frame.ColumnNames;
        for (int i = 0; i < names.Count; i++)
        {
            foreach (Step step in Values(names[i], frame.Columns[i], parent))
            {
                yield return step;
            }
        }

        yield return Token('}');
        yield return Token('}');
    }

    private static IEnumerable<Step> SeriesSteps(Series series, object parent)
    {
        yield return Token('{');
        yield return Text("$", "Series");
        yield return new Step('v', "name", series.Name, parent, new Place(".name"));
        foreach (Step step in Labels(series.Index, parent).Concat(Values("values", series.Values, parent)))
        {
            yield return step;
        }

        yield return Token('}');
    }

    private static IEnumerable<Step> Labels(PandasIndex index, object parent)
    {
        yield return Token('[', "index");
        for (int i = 0; i < index.Length; i++)
        {
            PyValue label = index[i];
            yield return new Step('v', null, label.Reference is PyReference ? index.TextAt(i) : label, parent,
                new Place(".index", Index: i));
        }

        yield return Token(']');
    }

    /// <summary>Numbers and text as they are, what only pandas has as its text.</summary>
    private static IEnumerable<Step> Values(string name, PandasArray values, object parent)
    {
        yield return Token('[', name);
        for (int i = 0; i < values.Length; i++)
        {
            PyValue value = values.IsMissing(i) ? default : values[i];
            yield return new Step('v', null, value.Reference is PyObject && values is not NumpyColumn ? values.TextAt(i) : value, parent,
                new Place(".", name, i));
        }

        yield return Token(']');
    }
}
