using Brine.Arrays;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Brine;

/// <summary>A column of vectors of one size, which is a matrix.</summary>
internal abstract class DataViewVector : DataViewColumn
{
    /// <summary>The vectors that were taken in.</summary>
    internal abstract Matrix Matrix(int rows);
}

/// <summary>A column of vectors.</summary>
/// <typeparam name="T">What a number is to ML.NET.</typeparam>
/// <param name="column">The column.</param>
/// <param name="size">How many numbers a vector has.</param>
/// <param name="convert">A number as a double.</param>
internal sealed class DataViewVector<T>(DataViewSchema.Column column, int size, Func<T, double> convert) : DataViewVector
    where T : unmanaged
{
    private readonly List<double> _numbers = [];
    private VBuffer<T> _vector;

    internal override Action Open(DataViewRow row)
    {
        ValueGetter<VBuffer<T>> getter = row.GetGetter<VBuffer<T>>(column);
        return () =>
        {
            getter(ref _vector);
            if (_vector.Length != size)
            {
                throw new ModelInputException("InputShape",
                    $"a row has a vector '{column.Name}' of {_vector.Length} numbers, the column is "
                    + $"of {size}");
            }

            foreach (KeyValuePair<int, T> item in _vector.Items(all: true))
            {
                _numbers.Add(convert(item.Value));
            }
        };
    }

    internal override Matrix Matrix(int rows)
    {
        double[] numbers = [.. _numbers];
        _numbers.Clear();
        return new Matrix(rows, size, numbers, typeof(T) == typeof(float) ? DType.Parse("f4") : DType.Float64);
    }

    internal override Column Finish() => throw new ModelInputException("InputColumns", $"the column '{column.Name}' holds vectors, which "
        + "a table has no column for: it is given to a model alone");
}
