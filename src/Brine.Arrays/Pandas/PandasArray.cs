using Brine.Pickling;

namespace Brine.Arrays;

/// <summary>The values of one column or index of pandas, as it keeps them: a numpy array, or one of pandas' own kinds.</summary>
public abstract partial class PandasArray
{
    private protected PandasArray(string className) => ClassName = className;

    /// <summary>The class that the file names: <c>ndarray</c>, <c>Categorical</c>, <c>DatetimeArray</c>...</summary>
    public string ClassName { get; }

    /// <summary>The number of values.</summary>
    public abstract int Length { get; }

    /// <summary>The dtype as pandas prints it: <c>float64</c>, <c>category</c>, <c>datetime64[ns, UTC]</c>, <c>Int64</c>...</summary>
    public abstract string DTypeName { get; }

    /// <summary>A value as Python has it: text, number, <see cref="PandasTimestamp"/>...; None where the array says that it is
    /// missing.</summary>
    public abstract PyValue this[int index] { get; }

    /// <summary>True when a value is missing, as <c>pandas.isna</c>.</summary>
    public virtual bool IsMissing(int index) => PandasMissing.Is(this[index]);

    /// <summary>A value as Python's <c>str</c> prints it; null where it is missing.</summary>
    public virtual string? TextAt(int index) => IsMissing(index) ? null : PandasText.Of(this[index]);

    /// <summary>A value that stands in a column as Python's <c>str</c> prints it.</summary>
    public static string TextOf(PyValue value) => PandasText.Of(value);

    /// <summary>All values as numbers, NaN where one is missing; null where they are not numbers.</summary>
    public virtual double[]? ToDoubles()
    {
        var numbers = new double[Length];
        for (int i = 0; i < numbers.Length; i++)
        {
            if (IsMissing(i))
            {
                numbers[i] = PandasMissing.NaN;
            }
            else if (!this[i].TryGetDouble(out numbers[i]))
            {
                return null;
            }
        }

        return numbers;
    }

    /// <summary>The values of a pickled numpy array, pandas array or index, or null where the value is none of them.</summary>
    /// <exception cref="PickleFormatException">The value claims to be one and is corrupt.</exception>
    public static PandasArray? From(PyValue value) => From(value, 0);

    /// <summary>The values of one row of a block; arrays of one dimension have one row only.</summary>
    internal static PandasArray? From(PyValue value, int row)
    {
        if (NDArray.From(value) is { Rank: 1 or 2 })
        {
            return OfNumpy(PandasObject.Array(value, row, "a block"));
        }

        if (PandasObject.Of(value) is not { } instance)
        {
            return null;
        }

        if (row == 0 && instance.View is PandasArray known)
        {
            return known;
        }

        using PandasNesting level = PandasNesting.Enter();
        if (PandasIndex.From(value) is { } index)
        {
            return index.Values;
        }

        PandasArray? read = PandasArrayReader.Read(instance, row);
        if (row == 0)
        {
            instance.View = read;
        }

        return read;
    }

    /// <summary>Times are shown by what pandas shows them by, whatever its version kept them in.</summary>
    internal static PandasArray OfNumpy(NDArray array) => array.DType.Kind switch
    {
        'M' => new DatetimeArray(array, default, null, "ndarray"),
        'm' => new TimedeltaArray(array, null, "ndarray"),
        _ => new NumpyColumn(array),
    };
}
