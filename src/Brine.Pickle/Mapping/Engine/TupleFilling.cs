using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Brine.Pickling;

/// <summary>Tuples that stand in the graph before their items are known: they are filled in once, before anybody sees or hashes
/// them.</summary>
internal static class TupleFilling
{
    internal static PyTuple Unfilled(int count) => count == 0 ? PyTuple.Empty : new PyTuple(new PyValue[count]);

    internal static void Set(this PyTuple tuple, int index, PyValue item)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)tuple.Count, nameof(index));
        Unsafe.Add(ref MemoryMarshal.GetReference(tuple.Items), index) = item;
    }
}
