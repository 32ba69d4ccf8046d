namespace Brine.Models;

/// <summary>A set of small ints in the order in which Python goes through its own (<c>set_add_entry</c> of CPython 3.7 and
/// later).</summary>
internal sealed class PythonIntSet
{
    private const int LinearProbes = 9, Smallest = 8, Many = 50000;
    private const int Free = -1;

    private int[] _table = NewTable(Smallest);
    private int _count;

    internal void Clear()
    {
        _table = NewTable(Smallest);
        _count = 0;
    }

    internal void Add(int value)
    {
        if (!Insert(_table, value) || ++_count * 5L < (_table.Length - 1) * 3L)
        {
            return;
        }

        long needed = _count > Many ? _count * 2L : _count * 4L;
        int size = Smallest;
        while (size <= needed)
        {
            size <<= 1;
        }

        int[] larger = NewTable(size);
        foreach (int held in _table)
        {
            if (held != Free)
            {
                Insert(larger, held);
            }
        }

        _table = larger;
    }

    internal void CopyTo(List<int> target) => target.AddRange(_table.Where(value => value != Free));

    private static bool Insert(int[] table, int value)
    {
        long mask = table.Length - 1, perturb = value, place = value & mask;
        while (true)
        {
            long last = place + LinearProbes <= mask ? place + LinearProbes : place;
            for (long i = place; i <= last; i++)
            {
                if (table[i] == value)
                {
                    return false;
                }

                if (table[i] == Free)
                {
                    table[i] = value;
                    return true;
                }
            }

            perturb >>= 5;
            place = ((place * 5) + 1 + perturb) & mask;
        }
    }

    private static int[] NewTable(int size)
    {
        var table = new int[size];
        Array.Fill(table, Free);
        return table;
    }
}
