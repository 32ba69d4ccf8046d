using System.Collections;
using System.Runtime.CompilerServices;
using Brine.Pickling;

namespace Brine.Arrays;

/// <summary>The elements of an array as Python values, in C order: times as scalars, so that they stay times.</summary>
internal sealed class ArrayItems(NDArray array) : IReadOnlyList<PyValue>
{
    private readonly ArrayPickler _pickler = new();

    public int Count => array.Length;

    public PyValue this[int index]
    {
        get
        {
            PyValue element = array[index];
            if (array.DType.Kind is not ('M' or 'm') || !element.TryGetInt64(out long count))
            {
                return element;
            }

            var bytes = new byte[sizeof(long)];
            if (array.DType.IsSwapped)
            {
                System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(bytes, count);
            }
            else
            {
                System.Buffers.Binary.BinaryPrimitives.WriteInt64LittleEndian(bytes, count);
            }

            return _pickler.Describe(NDArray.OverBytes(array.DType, [], bytes));
        }
    }

    public IEnumerator<PyValue> GetEnumerator()
    {
        for (int i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The elements, where they are of this very type; else null.</summary>
    internal static T[]? Copy<T>(NDArray array)
    {
        object? copy = array.Objects is not null ? null
            : typeof(T) == typeof(double) && array.DType is { Kind: 'f', ItemSize: 8 } ? array.ToArray<double>()
            : typeof(T) == typeof(float) && array.DType is { Kind: 'f', ItemSize: 4 } ? array.ToArray<float>()
            : typeof(T) == typeof(long) && array.DType is { Kind: 'i', ItemSize: 8 } ? array.ToArray<long>()
            : typeof(T) == typeof(int) && array.DType is { Kind: 'i', ItemSize: 4 } ? array.ToArray<int>()
            : null;
        return copy as T[];
    }
}
