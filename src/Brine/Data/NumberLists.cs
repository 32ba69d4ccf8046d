using Brine.Arrays;
using Brine.Pickling;

namespace Brine;

/// <summary>Lists of numbers as the arrays that numpy makes of them.</summary>
internal static class NumberLists
{
    /// <summary>The array of a list of numbers, or of lists or tuples of them of one length, as <c>numpy.array</c> makes it; null where it
    /// is none.</summary>
    /// <exception cref="PickleLimitException">A row stands so often in the list that the array would be larger than the limits
    /// allow.</exception>
    internal static NDArray? ToArray(PyList list, Limits limits)
    {
        if (list.Count == 0 || list[0].Reference is not (PyList or PyTuple))
        {
            return Row(list) switch { double[] doubles => NDArray.Of(doubles), long[] integers => NDArray.Of(integers), _ => null };
        }

        // Rows may be one list many times over: each is read once.
        var rows = new Dictionary<object, Array?>(ReferenceEqualityComparer.Instance);
        int columns = ((IReadOnlyList<PyValue>)list[0].Reference!).Count;
        bool isWhole = true;
        foreach (PyValue item in list)
        {
            if (item.Reference is not (PyList or PyTuple) || (IReadOnlyList<PyValue>)item.Reference is not { } row || row.Count != columns)
            {
                return null;
            }

            if (!rows.ContainsKey(row))
            {
                Array? numbers = rows[row] = Row(row);
                isWhole &= numbers is long[];
                if (numbers is null)
                {
                    return null;
                }
            }
        }

        CellLimit.Refuse(list.Count, columns, (long)rows.Count * columns, limits, "the rows are the same lists many times over");
        int[] shape = [list.Count, columns];
        return isWhole ? NDArray.Of(Joined<long>(list, rows, columns), shape) : NDArray.Of(Joined<double>(list, rows, columns), shape);
    }

    private static T[] Joined<T>(PyList list, Dictionary<object, Array?> rows, int columns)
    {
        var all = new T[list.Count * columns];
        for (int i = 0; i < list.Count; i++)
        {
            Array row = rows[list[i].Reference!]!;
            (row as T[] ?? (T[])(object)Array.ConvertAll((long[])row, number => (double)number)).CopyTo(all, i * columns);
        }

        return all;
    }

    /// <summary>Plain numbers: ints where all of them are, else floats.</summary>
    private static Array? Row(IReadOnlyList<PyValue> row)
    {
        if (row is PyList list && list.TryGetDoubles(out ReadOnlySpan<double> doubles))
        {
            return doubles.ToArray();
        }

        if (row is PyList same && same.TryGetInt64s(out ReadOnlySpan<long> integers))
        {
            return integers.ToArray();
        }

        var mixed = new double[row.Count];
        var whole = new long[row.Count];
        bool isWhole = true;
        for (int i = 0; i < mixed.Length; i++)
        {
            bool isInteger = row[i].Kind == PyKind.Int && row[i].TryGetInt64(out whole[i]);
            isWhole &= isInteger;
            if (!isInteger && row[i].Kind != PyKind.Float || !row[i].TryGetDouble(out mixed[i]))
            {
                return null;
            }
        }

        return mixed.Length == 0 ? null : isWhole ? whole : mixed;
    }
}
