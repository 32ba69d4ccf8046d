namespace Brine.Training;

/// <summary>The classes of a target in order, and the class of each row: numpy's <c>unique(y, return_inverse=True)</c>.</summary>
internal sealed class ClassCodes
{
    private ClassCodes(NDArray classes, int[] codes) => (Classes, Codes) = (classes, codes);

    internal NDArray Classes { get; }

    internal int[] Codes { get; }

    internal int Count => Classes.Length;

    /// <summary>The classes of a classifier's target.</summary>
    /// <exception cref="TrainingException">A label is missing, or is no label.</exception>
    internal static ClassCodes Of(Target target, string className, int minimum = 1)
    {
        NDArray values = target.Values;
        if (values.Length == 0)
        {
            throw new TrainingException("FitRows", $"there are no rows for {className} to learn from");
        }

        ClassCodes codes = values.Objects is null && values.DType.Kind is 'i' or 'u' or 'b' ? OfInts(values)
            : values.Objects is null && values.DType.Kind == 'f' ? OfFloats(values, className)
            : OfTexts(values, className);
        return codes.Count >= minimum ? codes
            : throw new TrainingException("FitTarget",
                $"all rows have the class {codes.Classes[0]}; {className} needs at least two classes to tell apart");
    }

    /// <summary>The class of each row among classes that are known.</summary>
    /// <exception cref="TrainingException">A label is none of them.</exception>
    internal static ClassCodes Within(NDArray classes, Target target, string className)
    {
        ClassCodes own = Of(target, className);
        string[] known = [.. classes.ToStrings().Select(name => name!)];
        bool areNumbers = !own.IsOfTexts && classes.Objects is null && classes.DType.Kind is 'i' or 'u' or 'f' or 'b';
        double[] numbers = areNumbers ? classes.ToDoubles() : [], ownNumbers = areNumbers ? own.Classes.ToDoubles() : [];
        string[] names = own.Names;
        var places = new int[own.Count];
        for (int i = 0; i < places.Length; i++)
        {
            places[i] = areNumbers ? Array.IndexOf(numbers, ownNumbers[i])
                : own.IsOfTexts && classes.DType.Kind is 'U' or 'O' ? Array.IndexOf(known, names[i]) : -1;
            if (places[i] < 0)
            {
                throw new TrainingException("FitTarget",
                    $"the target has the class {names[i]}, which {className} does not know; it tells {string.Join(", ", known)} apart");
            }
        }

        return new(classes, Array.ConvertAll(own.Codes, code => places[code]));
    }

    /// <summary>The classes of some of the rows, in that order; classes that none of them has stay.</summary>
    internal ClassCodes Take(int[] rows) => new(Classes, Array.ConvertAll(rows, row => Codes[row]));

    internal bool IsOfTexts => Classes.Objects is not null || Classes.DType.Kind == 'U';

    /// <summary>Python's <c>unique_labels</c>: texts in the width of the longest, objects or not.</summary>
    internal NDArray Unique => IsOfTexts ? NDArray.OfText(Names) : Classes;

    /// <summary>The classes as text.</summary>
    internal string[] Names => [.. Classes.ToStrings().Select(name => name!)];

    /// <summary>How many rows there are of each class, or what they weigh.</summary>
    internal double[] Counts(double[]? weights = null)
    {
        var counts = new double[Count];
        for (int row = 0; row < Codes.Length; row++)
        {
            counts[Codes[row]] += weights is null ? 1 : weights[row];
        }

        return counts;
    }

    private static ClassCodes OfInts(NDArray values)
    {
        long[] labels = values.ToInt64s(), distinct = [.. labels.Distinct().Order()];
        return new(NDArray.OfNumbers(Array.ConvertAll(distinct, label => (double)label), values.DType) is var small
                && Array.TrueForAll(distinct, label => Math.Abs(label) < Column.FirstInexact) ? small : NDArray.Of(distinct),
            Array.ConvertAll(labels, label => Array.BinarySearch(distinct, label)));
    }

    private static ClassCodes OfFloats(NDArray values, string className)
    {
        double[] labels = values.ToDoubles();
        for (int row = 0; row < labels.Length; row++)
        {
            if (double.IsNaN(labels[row]))
            {
                throw Target.Missing(row);
            }

            if (labels[row] != Math.Truncate(labels[row]) || double.IsInfinity(labels[row]))
            {
                throw new TrainingException("FitTarget",
                    $"the target in row {row} is {labels[row]}, no label of a class: {className} tells classes apart, take a regressor");
            }
        }

        double[] distinct = [.. labels.Distinct().Order()];
        return new(NDArray.OfNumbers(distinct, values.DType), Array.ConvertAll(labels, label => Array.BinarySearch(distinct, label)));
    }

    private static ClassCodes OfTexts(NDArray values, string className)
    {
        if (values.Objects is { } numbers && Array.TrueForAll([.. numbers], item => item.Kind is PyKind.Int or PyKind.Float or PyKind.Bool))
        {
            throw new TrainingException("FitTarget",
                $"the target holds numbers as objects, which Python takes for no labels of {className}: make them whole numbers or texts");
        }

        string?[] labels = values.ToStrings();
        if (values.Objects is { } objects && objects.Any(item => item.Kind != PyKind.Str))
        {
            throw new TrainingException("FitTarget", $"the target mixes texts with other values, which {className} cannot put in order");
        }

        string[] distinct = [.. labels.Select(label => label!).Distinct(StringComparer.Ordinal)];
        Array.Sort(distinct, PythonText.Compare);
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (string label in distinct)
        {
            places.Add(label, places.Count);
        }

        NDArray classes = values.Objects is not null ? NDArray.OfObjects([distinct.Length], [.. distinct.Select(label => (PyValue)label)])
            : TextArray.OfWidth(values.DType, distinct);
        return new(classes, Array.ConvertAll(labels, label => places[label!]));
    }
}
