using System.Collections;
using Brine.Pickling;

namespace Brine.Arrays;

/// <summary>Some of the objects of an array that follow each other, without a copy.</summary>
internal sealed class ObjectSlice(IReadOnlyList<PyValue> items, int start, int count) : IReadOnlyList<PyValue>
{
    public int Count => count;

    public PyValue this[int index] =>
        (uint)index < (uint)count ? items[start + index] : throw new ArgumentOutOfRangeException(nameof(index));

    public IEnumerator<PyValue> GetEnumerator()
    {
        for (int i = 0; i < count; i++)
        {
            yield return items[start + i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
