using Brine.Pickling;

namespace Brine.Arrays;

/// <summary>The labels of the rows or columns of a frame: pandas' <c>Index</c> and every class under it.</summary>
public sealed class PandasIndex
{
    private PandasIndex(string className, PyValue name)
    {
        ClassName = className;
        Name = name;
    }

    /// <summary>The class that the file names: <c>Index</c>, <c>RangeIndex</c>, <c>MultiIndex</c>, <c>DatetimeIndex</c>...</summary>
    public string ClassName { get; }

    /// <summary>The name, or None.</summary>
    public PyValue Name { get; }

    /// <summary>The labels, or null for a range and for a <c>MultiIndex</c>.</summary>
    public PandasArray? Values { get; private init; }

    /// <summary>Start, stop and step of a <c>RangeIndex</c>, or null.</summary>
    public (long Start, long Stop, long Step)? Range { get; private init; }

    /// <summary>The levels of a <c>MultiIndex</c>, outermost first; empty for all others.</summary>
    public IReadOnlyList<PandasIndex> Levels { get; private init; } = [];

    /// <summary>For each level of a <c>MultiIndex</c> the number of each label in it, -1 where it is missing.</summary>
    public IReadOnlyList<NDArray> Codes { get; private init; } = [];

    /// <summary>The names of the levels of a <c>MultiIndex</c>.</summary>
    public IReadOnlyList<PyValue> Names { get; private init; } = [];

    /// <summary>The number of labels.</summary>
    public int Length { get; private init; }

    /// <summary>True for the plain numbering 0, 1, 2... without a name, which says nothing about the data.</summary>
    public bool IsDefault => Range is (0, _, 1) && Name.IsNone;

    /// <summary>From one label to the next, where pandas knows that they follow a rule, or null.</summary>
    public PandasOffset? Frequency { get; private init; }

    /// <summary>The dtype as pandas prints it; <c>object</c> for a <c>MultiIndex</c>.</summary>
    public string DTypeName => Values?.DTypeName ?? (Range is null ? "object" : "int64");

    /// <summary>A label as Python has it; a tuple in a <c>MultiIndex</c>.</summary>
    public PyValue this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Length, nameof(index));
            if (Range is { } range)
            {
                return range.Start + (index * range.Step);
            }

            return Values is not null ? Values[index]
                : new PyTuple([.. Enumerable.Range(0, Levels.Count).Select(level => LabelAt(level, index))]);
        }
    }

    /// <summary>The label at one level of a <c>MultiIndex</c>.</summary>
    public PyValue LabelAt(int level, int index) =>
        Codes[level][index].TryGetInt64(out long code) && code >= 0 ? Levels[level][(int)code] : default;

    /// <summary>A label as Python's <c>str</c> prints it; null where it is missing.</summary>
    public string? TextAt(int index) => Values is not null ? Values.TextAt(index)
        : Levels.Count == 0 ? PandasText.Of(this[index])
        : "("
            + string.Join(", ",
                Enumerable.Range(0, Levels.Count)
                    .Select(level => LabelAt(level, index) is var label && label.Reference is string ? label.ToString()
                        : PandasText.Of(label))) + (Levels.Count == 1 ? ",)" : ")");

    /// <summary>The index that a pickled value is, or null where the value is none.</summary>
    /// <exception cref="PickleFormatException">The value claims to be one and is corrupt.</exception>
    public static PandasIndex? From(PyValue value)
    {
        if (value.As<PyObject>() is not { Arguments.Count: 2 } instance || instance.Callable.As<PyGlobal>() is not { } maker
            || !PandasObject.IsPandas(maker)
            || !maker.Name.StartsWith("_new_", StringComparison.Ordinal) || !maker.Name.EndsWith("Index", StringComparison.Ordinal))
        {
            return null;
        }

        if (instance.View is PandasIndex known)
        {
            return known;
        }

        if (instance.Arguments[0].As<PyGlobal>() is not { } type || instance.Arguments[1].As<PyDict>() is not { } parts)
        {
            throw PandasObject.Bad("an index has no class or no data");
        }

        using PandasNesting level = PandasNesting.Enter();
        PandasIndex index = Read(type.Name, parts);
        instance.View = index;
        return index;
    }

    /// <summary>The same index with a numpy array for its labels.</summary>
    public PandasIndex WithValues(NDArray values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new PandasIndex(ClassName, Name) { Values = PandasArray.OfNumpy(values), Length = values.Length };
    }

    /// <summary>An index of these labels, as a frame made here has it.</summary>
    internal static PandasIndex Of(PandasArray values) => new("Index", default) { Values = values, Length = values.Length };

    /// <summary>The numbering from 0.</summary>
    internal static PandasIndex OfRange(int length) => new("RangeIndex", default) { Range = (0, length, 1), Length = length };

    private static PandasIndex Read(string className, PyDict parts)
    {
        PyValue Part(string name) => parts.TryGetValue(name, out PyValue part) ? part : default;
        switch (className)
        {
            case "RangeIndex":
                return Part("start").TryGetInt64(out long start) && Part("stop").TryGetInt64(out long stop)
                    && Part("step").TryGetInt64(out long step) && step != 0
                    ? new PandasIndex(className, Part("name")) { Range = (start, stop, step), Length = CountOf(start, stop, step) }
                    : throw PandasObject.Bad("a RangeIndex has no start, stop or step");
            case "MultiIndex":
                return ReadMulti(Part("levels"), parts.ContainsKey("codes") ? Part("codes") : Part("labels"), Part("names"));
        }

        PandasOffset? frequency = PandasOffset.From(Part("freq"));
        PandasArray values = className == "IntervalIndex" && !Part("left").IsNone
            ? PandasArrayReader.ReadIntervals(Part("left"), Part("right"), Part("closed").AsString() ?? "right", "IntervalArray")
            : Retyped(className,
                PandasArray.From(Part("data")) ?? throw PandasObject.Bad($"the data of a {className} is none of pandas' arrays"),
                Part("tz"), frequency);
        frequency ??= values switch
        {
            DatetimeArray times => times.Frequency,
            TimedeltaArray spans => spans.Frequency,
            PeriodArray periods => periods.Frequency,
            _ => null
        };
        return new PandasIndex(className, Part("name")) { Values = values, Length = values.Length, Frequency = frequency };
    }

    /// <summary>Up to pandas 0.23 an index of times holds a plain array, and the zone or frequency beside it.</summary>
    private static PandasArray Retyped(string className, PandasArray values, PyValue zone, PandasOffset? frequency) =>
        (className, values) switch
    {
        ("DatetimeIndex", DatetimeArray { ClassName: "ndarray" } times) =>
            new DatetimeArray(times.Values, zone, frequency, zone.IsNone ? "ndarray" : className),
        ("PeriodIndex", NumpyColumn { Values.DType.Kind: 'i' } plain) =>
            new PeriodArray(plain.Values, frequency ?? throw PandasObject.Bad("a PeriodIndex has no frequency"), className),
        _ => values,
    };

    private static PandasIndex ReadMulti(PyValue levels, PyValue codes, PyValue names)
    {
        if (levels.Reference is not IReadOnlyList<PyValue> levelList || codes.Reference is not IReadOnlyList<PyValue> codeList
            || levelList.Count != codeList.Count || levelList.Count == 0)
        {
            throw PandasObject.Bad("the levels and codes of a MultiIndex do not fit each other");
        }

        PandasIndex[] parts = [
            .. levelList.Select(
                level => From(level) is { Levels.Count: 0 } plain ? plain
                    : throw PandasObject.Bad("a level of a MultiIndex is not a plain index"))];
        NDArray[] numbers = [
            .. codeList.Select(
                code => NDArray.From(code) is { Rank: 1, DType.Kind: 'i' } array ? array
                    : throw PandasObject.Bad("the codes of a MultiIndex are not ints"))];
        for (int level = 0; level < parts.Length; level++)
        {
            if (numbers[level].Length != numbers[0].Length
                || numbers[level].ToInt64s().Any(code => code < -1 || code >= parts[level].Length))
            {
                throw PandasObject.Bad("a code of a MultiIndex has no label");
            }
        }

        return new PandasIndex("MultiIndex", default)
            { Levels = parts, Codes = numbers, Names = names.Reference is IReadOnlyList<PyValue> given ? [.. given] : [],
                Length = numbers[0].Length };
    }

    private static int CountOf(long start, long stop, long step)
    {
        Int128 count = step > 0 ? ((Int128)stop - start + step - 1) / step : ((Int128)start - stop - step - 1) / -(Int128)step;
        return count <= 0 ? 0 : count <= int.MaxValue ? (int)count : throw PandasObject.Bad($"a RangeIndex has {count} labels");
    }
}
