using Brine.Arrays;
using Brine.Pickling;

namespace Brine;

/// <summary>What each form cannot hold of a frame, by name: labels, types, texts that would be read as something else.</summary>
internal static class FrameLosses
{
    private const int MostNamed = 8;

    /// <summary>What no other form than a pickle holds.</summary>
    internal static void OfAll(DataFrame frame, Losses losses)
    {
        if (!losses.Options.KeepsIndex && !frame.Index.IsDefault)
        {
            PandasIndex index = frame.Index;
            string names = index.Levels.Count > 0
                ? string.Join(", ", index.Names.Select(name => name.IsNone ? "(no name)" : name.ToString()))
                : index.Name.IsNone ? "" : index.Name.ToString();
            losses.AddIndex($"the labels of the rows ({index.ClassName}{(names.Length > 0 ? " " : "")}{names})");
        }

        if (frame.Attrs is not null)
        {
            losses.Add("the attrs of the frame");
        }

        if (!frame.Labels.Name.IsNone || frame.Labels.Names.Any(name => !name.IsNone))
        {
            losses.Add("the name of the columns' labels");
        }
    }

    /// <summary>A series is a column: the form has its name, or nothing of it.</summary>
    internal static void OfSeries(Series series, Losses losses)
    {
        if (series.Name.Reference is not string)
        {
            losses.AddType(series.Name.IsNone ? "that the series has no name" : $"that the name of the series, {series.Name}, is no text");
        }
    }

    /// <summary>Names that are no text, or stand twice.</summary>
    internal static void OfNames(DataFrame frame, Losses losses)
    {
        IReadOnlyList<string> names = frame.ColumnNames;
        if (Enumerable.Range(0, names.Count).Any(i => frame.Labels.Levels.Count > 0 || frame.Labels[i].AsString() is null))
        {
            losses.AddType(
                $"that the names of columns are no text "
                    + $"({Few(names.Where((_, i) => frame.Labels.Levels.Count > 0 || frame.Labels[i].AsString() is null))})");
        }

        if (names.Distinct(StringComparer.Ordinal).Count() < names.Count)
        {
            IEnumerable<string> twice = names.GroupBy(name => name, StringComparer.Ordinal)
                .Where(group => group.Skip(1).Any())
                .Select(group => group.Key);
            losses.Add($"columns of one name ({Few(twice)})");
        }
    }

    /// <summary>A CSV is text: what a reader would take a column for must be what it is.</summary>
    internal static void OfCsv(DataFrame frame, Losses losses)
    {
        OfNames(frame, losses);
        IReadOnlyList<string> names = frame.ColumnNames;
        if (names.Count > 0 && CsvColumn.OfTexts([.. names]).Numbers is not null)
        {
            losses.AddType($"names of columns that are numbers alone ({Few(names)})");
        }

        if (names.Any(name => name.Length == 0))
        {
            losses.Add("a column without a name");
        }

        if (names.Count == 0 || frame.RowCount == 0)
        {
            losses.Add($"a frame of {frame.RowCount} rows and {names.Count} columns");
            return;
        }

        var types = new List<string>();
        for (int c = 0; c < names.Count; c++)
        {
            PandasArray column = frame.Columns[c];
            if (KindOf(column) is not { } kind)
            {
                types.Add($"{names[c]} ({column.DTypeName})");
                continue;
            }

            Func<int, string?> text = FrameText.Of(column);
            Kind read = KindOf(CsvColumn.OfTexts([.. Enumerable.Range(0, column.Length).Select(row => text(row) ?? "")]));
            if (read != kind)
            {
                string readAs = read is Kind.Bools or Kind.BoolsOrMissing ? "bools" : "numbers";
                types.Add($"{names[c]} ({(kind == Kind.Text ? "text that reads as " + readAs : column.DTypeName)})");
            }
            else if (kind == Kind.Text
                && Enumerable.Range(0, column.Length).FirstOrDefault(row => text(row) is { } word && MissingWords.Contains(word),
                    -1) is >= 0 and var first)
            {
                losses.AddType($"the text '{text(first)}' in {names[c]}, which reads as missing");
            }
        }

        AddTypes(types, losses);
    }

    /// <summary>JSON has numbers, bools, text and null.</summary>
    internal static void OfJson(DataFrame frame, Losses losses)
    {
        OfNames(frame, losses);
        IReadOnlyList<string> names = frame.ColumnNames;
        if (frame.RowCount == 0)
        {
            losses.Add($"a frame of no rows and {names.Count} columns");
            return;
        }

        var types = new List<string>();
        for (int c = 0; c < names.Count; c++)
        {
            PandasArray column = frame.Columns[c];
            Kind? kind = KindOf(column);
            if (kind == Kind.Floating && Enumerable.Range(0, column.Length).All(column.IsMissing))
            {
                types.Add($"{names[c]} ({column.DTypeName} without a number)");
            }
            else if (kind is null
                && !(column is NumpyColumn { Values.DType.Kind: 'O' }
                    && TableFrames.OfCells([.. Enumerable.Range(0, column.Length).Select(row => column[row])])
                        is NumpyColumn { Values.DType.Kind: 'O' }))
            {
                types.Add($"{names[c]} ({column.DTypeName})");
            }
            else if (Enumerable.Range(0, column.Length).FirstOrDefault(row => !IsJson(column[row], column.IsMissing(row)), -1) is >= 0
                and var first)
            {
                losses.Add($"{FrameText.Of(column[first])} in {names[c]}");
            }
        }

        AddTypes(types, losses);
    }

    /// <summary>What JSON writes and reads as it is: text, ints, finite floats, bools, None, lists and dicts of them.</summary>
    private static bool IsJson(PyValue root, bool isMissing)
    {
        if (isMissing || root.Reference is not (PyList or PyDict))
        {
            return isMissing || IsJsonLeaf(root);
        }

        // Each part once, however often it is shared: how deep they stand is seen when they are written.
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var pending = new Stack<PyValue>([root]);
        while (pending.TryPop(out PyValue value))
        {
            switch (value.Reference)
            {
                case PyList list when seen.Add(list):
                    foreach (PyValue item in list)
                    {
                        pending.Push(item);
                    }

                    break;
                case PyDict dict when seen.Add(dict):
                    foreach ((PyValue key, PyValue item) in dict)
                    {
                        if (key.Reference is not string)
                        {
                            return false;
                        }

                        pending.Push(key);
                        pending.Push(item);
                    }

                    break;
                case PyList or PyDict:
                    break;
                default:
                    if (!IsJsonLeaf(value))
                    {
                        return false;
                    }

                    break;
            }
        }

        return true;
    }

    private static bool IsJsonLeaf(PyValue value) => value.Kind switch
    {
        PyKind.None or PyKind.Bool or PyKind.Int => true,
        PyKind.Float => value.TryGetDouble(out double number) && double.IsFinite(number),
        PyKind.Str => !PyJson.HasLoneSurrogates(value.AsString()!),
        _ => false,
    };

    /// <summary>A typed table has numbers, bools, text, times and decimals; categories are the text that they stand for.</summary>
    internal static void OfTyped(DataFrame frame, Losses losses)
    {
        OfNames(frame, losses);
        IReadOnlyList<string> names = frame.ColumnNames;
        AddTypes([.. frame.Columns.Select((column, c) => (column, c)).Where(pair =>
            pair.column is Categorical or DatetimeArray { ZoneName: not null } or IntervalArray or PeriodArray
                or TimedeltaArray).Select(pair => $"{names[pair.c]} ({pair.column.DTypeName})")], losses);
    }

    /// <summary>An .npz has a dtype for each column, as numpy knows them; pandas knows its own objects again.</summary>
    internal static void OfNpz(DataFrame frame, Losses losses)
    {
        if (frame.ColumnCount == 0 && frame.RowCount > 0)
        {
            losses.Add($"a frame of {frame.RowCount} rows and no columns");
        }

        OfNames(frame, losses);
        IReadOnlyList<string> names = frame.ColumnNames;
        AddTypes([.. frame.Columns.Select((column, c) => (column, c))
            .Where(pair => pair.column is not (NumpyColumn or DatetimeArray or TimedeltaArray or PeriodArray or IntervalArray))
            .Select(pair => $"{names[pair.c]} ({pair.column.DTypeName})")], losses);
    }

    /// <summary>An .npy has one dtype for all.</summary>
    internal static void OfNpy(DataFrame frame, NDArray array, Losses losses)
    {
        IReadOnlyList<string> names = frame.ColumnNames;
        losses.Add($"the names of the columns ({Few(names)})");
        AddTypes([.. frame.Columns.Select((column, c) => (column, c))
            .Where(pair => pair.column is not NumpyColumn plain || !plain.Values.DType.Equals(array.DType))
            .Select(pair => $"{names[pair.c]} ({pair.column.DTypeName})")], losses);
    }

    /// <summary>The kind of a column whose type is what a reader takes such values for, or null.</summary>
    private static Kind? KindOf(PandasArray column)
    {
        switch (column)
        {
            case NumpyColumn { Values.DType: { Kind: 'i' or 'f', ItemSize: 8, IsSwapped: false } dtype }:
                return dtype.Kind == 'i' ? Kind.Ints : Kind.Floating;
            case NumpyColumn { Values.DType: { Kind: 'u', ItemSize: 8, IsSwapped: false } } when Enumerable.Range(0, column.Length)
                .Any(row => !column[row].TryGetInt64(out _)):
                return Kind.LargeInts;
            case NumpyColumn { Values.DType.Kind: 'b' }:
                return Kind.Bools;
            case { DTypeName: "str" }:
            case NumpyColumn { Values.DType.Kind: 'O' } when Enumerable.Range(0, column.Length)
                .All(row => column[row].Reference is string || column.IsMissing(row)):
                return Kind.Text;
            case NumpyColumn { Values.DType.Kind: 'O' } when Enumerable.Range(0, column.Length)
                .All(row => column[row].Kind == PyKind.Bool || column.IsMissing(row))
                && Enumerable.Range(0, column.Length).Any(column.IsMissing):
                return Kind.BoolsOrMissing;
            default:
                return null;
        }
    }

    /// <summary>The kind of a column that was read from text.</summary>
    private static Kind KindOf(Column column) => column.DType.Kind switch
    {
        'b' => Kind.Bools,
        'u' => Kind.LargeInts,
        'i' => Kind.Ints,
        'f' => Kind.Floating,
        _ when column.Cells is { } cells && cells.Any(cell => cell.Kind == PyKind.Bool) => Kind.BoolsOrMissing,
        _ => Kind.Text,
    };

    private static void AddTypes(List<string> types, Losses losses)
    {
        if (types.Count > 0)
        {
            losses.AddType($"the types of {Few(types)}");
        }
    }

    private static string Few(IEnumerable<string> names)
    {
        string[] all = [.. names];
        return string.Join(", ", all.Take(MostNamed)) + (all.Length > MostNamed ? $" and {all.Length - MostNamed} more" : "");
    }

    private enum Kind
    {
        Ints,
        LargeInts,
        Floating,
        Bools,
        BoolsOrMissing,
        Text,
    }
}
