using Brine.Arrays;

namespace Brine;

/// <summary>One column of a row group, of which rows are taken from the first to the last.</summary>
internal abstract class ParquetPart : IDisposable
{
    /// <summary>The column of some rows; they follow on those that were taken before.</summary>
    internal abstract Column Take(int first, int count);

    public virtual void Dispose()
    {
    }

    /// <summary>A column that was made at once.</summary>
    internal sealed class Whole(Column column) : ParquetPart
    {
        internal override Column Take(int first, int count) => column.Slice(first, count);
    }

    /// <summary>Floats that are read page by page, as their rows are taken.</summary>
    /// <param name="name">The name of the column.</param>
    /// <param name="pages">The pages.</param>
    internal sealed class PagedDoubles(string name, ParquetPages<double> pages) : ParquetPart
    {
        internal override Column Take(int first, int count)
        {
            double[] numbers = GC.AllocateUninitializedArray<double>(count);
            pages.Read(numbers, double.NaN, []);
            return Column.OfNumbers(name, numbers, DType.Float64);
        }
    }

    /// <summary>Floats as the file has them, copied once, into the rows that are taken.</summary>
    /// <param name="name">The name of the column.</param>
    /// <param name="data">The values without the gaps.</param>
    /// <param name="isMissing">Which rows have none, or null where all have one.</param>
    internal sealed class Doubles(string name, ParquetValues<double> data, bool[]? isMissing) : ParquetPart
    {
        private int _next;

        internal override Column Take(int first, int count)
        {
            if (isMissing is null)
            {
                return Column.OfNumbers(name, data.Values.Slice(first, count).ToArray(), DType.Float64);
            }

            var numbers = new double[count];
            ReadOnlySpan<double> values = data.Values;
            for (int row = 0; row < count; row++)
            {
                numbers[row] = isMissing[first + row] ? double.NaN : values[_next++];
            }

            return Column.OfNumbers(name, numbers, DType.Float64);
        }

        public override void Dispose() => data.Dispose();
    }
}
