using Brine.Pickling;

namespace Brine;

/// <summary>Some lines of a file that has a record a line.</summary>
/// <param name="Records">The records.</param>
/// <param name="Odd">The lines that are no JSON.</param>
internal sealed record JsonLineBlock(IReadOnlyList<PyValue> Records, IReadOnlyList<OddRow> Odd)
{
    /// <summary>How many lines there are of both.</summary>
    internal int Count => Records.Count + Odd.Count;

    /// <summary>The first lines.</summary>
    internal JsonLineBlock Take(long most)
    {
        if (Count <= most)
        {
            return this;
        }

        OddRow[] odd = [.. Odd.Where(row => row.Place < most)];
        return new JsonLineBlock([.. Records.Take((int)most - odd.Length)], odd);
    }
}
