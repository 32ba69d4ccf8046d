namespace Brine.Pickling;

/// <summary>
/// The key arrays of small dicts that were read, so that the next dict with the same key objects in the same order takes one of them:
/// records and the attributes of instances are that. Their keys are known to differ from one another.
/// </summary>
internal sealed class SharedKeyTable
{
    private const int Size = 64;

    private readonly PyValue[]?[] _known = new PyValue[]?[Size];

    /// <summary>The array whose keys are the very keys of <paramref name="pairs"/>, or null.</summary>
    internal PyValue[]? Find(ReadOnlySpan<PyValue> pairs)
    {
        PyValue[]? keys = _known[Slot(pairs[0], pairs.Length / 2)];
        if (keys is null || keys.Length * 2 != pairs.Length)
        {
            return null;
        }

        for (int i = 0; i < keys.Length; i++)
        {
            // Text is the same object and not merely equal: the writer tells one from the other.
            PyValue key = pairs[2 * i];
            if (key.RawReference is not string text || !ReferenceEquals(text, keys[i].RawReference) || key.Bits != keys[i].Bits)
            {
                return null;
            }
        }

        return keys;
    }

    /// <summary>Remembers an array that is full and will not be written to.</summary>
    internal void Add(PyValue[] keys) => _known[Slot(keys[0], keys.Length)] = keys;

    private static int Slot(PyValue first, int count) => (int)(((ulong)first.Bits * 0x9E3779B97F4A7C15) >> 40) + count & (Size - 1);
}
