using System.Runtime.CompilerServices;
using System.Buffers;
using System.Numerics;

namespace Brine.Pickling;

/// <summary>
/// Python's equality and hash for values that can be dict keys. Hashes are keyed by a secret of the process,
/// so that a file cannot choose keys that collide; nothing here recurses on the depth of a value.
/// </summary>
internal static class PyEquality
{
    /// <summary>The number of pairs of tuples that one comparison may visit before the keys count as an attack.</summary>
    private const int ComparisonBudget = 10_000_000;

    /// <summary>After how many pairs they are remembered, so that none is compared twice: tuples may share their items many times
    /// over.</summary>
    private const int Unremembered = 32;

    private static readonly ulong Secret = (ulong)Random.Shared.NextInt64() | 1;

    internal static bool AreEqual(PyValue left, PyValue right)
    {
        if (TrySimple(left, right, out bool equal))
        {
            return equal;
        }

        var pending = new Stack<(PyValue, PyValue)>();
        pending.Push((left, right));
        int visited = 0;
        HashSet<(long, long)>? known = null;
        while (pending.TryPop(out (PyValue Left, PyValue Right) pair))
        {
            if (TrySimple(pair.Left, pair.Right, out equal))
            {
                if (!equal)
                {
                    return false;
                }

                continue;
            }

            if (++visited > Unremembered
                && !(known ??= []).Add((((PyReference)pair.Left.RawReference!).Identity, ((PyReference)pair.Right.RawReference!).Identity)))
            {
                continue;
            }

            if (visited > ComparisonBudget)
            {
                throw new PickleLimitException("LimitKeyComplexity", "comparing two dict keys takes more steps than any real key needs", -1,
                    null);
            }

            if (pair.Left.As<PySet>() is { } leftSet && pair.Right.As<PySet>() is { } rightSet)
            {
                if (!leftSet.SetEquals(rightSet))
                {
                    return false;
                }

                continue;
            }

            PyTuple a = pair.Left.As<PyTuple>()!, b = pair.Right.As<PyTuple>()!;
            if (a.Count != b.Count || Hash(pair.Left) != Hash(pair.Right))
            {
                return false;
            }

            for (int i = a.Count - 1; i >= 0; i--)
            {
                pending.Push((a[i], b[i]));
            }
        }

        return true;
    }

    /// <summary>Decides at once unless both sides are tuples, or both are sets.</summary>
    private static bool TrySimple(PyValue left, PyValue right, out bool equal)
    {
        object? a = left.RawReference, b = right.RawReference;
        if (a is PyTag && b is PyTag)
        {
            equal = left.IsFloat && right.IsFloat
                ? BitConverter.Int64BitsToDouble(left.Bits) == BitConverter.Int64BitsToDouble(right.Bits)
                : left.IsFloat ? IsWhole(left, right.Bits) : right.IsFloat ? IsWhole(right, left.Bits) : left.Bits == right.Bits;
            return true;
        }

        if (ReferenceEquals(a, b))
        {
            equal = true;
            return true;
        }

        if ((a is PyTuple && b is PyTuple) || (a is PySet && b is PySet))
        {
            equal = false;
            return false;
        }

        equal = (a, b) switch
        {
            (string x, string y) => x == y,
            (string or PyByteString, string or PyByteString) => left.AsString() == right.AsString(),
            (PyBytes x, PyBytes y) => x.GetType() == y.GetType() && SameBytes(x, y),
            (PyLong x, PyLong y) => x.Value == y.Value,
            (PyLong x, PyTag) => right.IsFloat && IsWhole(right, x.Value),
            (PyTag, PyLong y) => left.IsFloat && IsWhole(left, y.Value),
            (PyGlobal x, PyGlobal y) => x.Module == y.Module && x.Name == y.Name,
            (PyObject x, PyObject y) => x.IsSameValue(y),
            _ => false,
        };
        return true;
    }

    private static bool SameBytes(PyBytes left, PyBytes right)
    {
        if (left.LongLength != right.LongLength)
        {
            return false;
        }

        ReadOnlySequence<byte> a = left.Sequence, b = right.Sequence;
        while (!a.IsEmpty)
        {
            int length = Math.Min(a.FirstSpan.Length, b.FirstSpan.Length);
            if (!a.FirstSpan[..length].SequenceEqual(b.FirstSpan[..length]))
            {
                return false;
            }

            (a, b) = (a.Slice(length), b.Slice(length));
        }

        return true;
    }

    private static bool IsWhole(PyValue value, BigInteger integer)
    {
        double number = BitConverter.Int64BitsToDouble(value.Bits);
        return double.IsInteger(number) && new BigInteger(number) == integer;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static int Hash(PyValue value)
    {
        object? root = value.RawReference;
        if (!IsNested(root))
        {
            return HashSimple(value);
        }

        // A tuple may share its items with itself many times over: each node is hashed once, its hash kept in the node.
        if (HashOf(root) is null)
        {
            var pending = new Stack<object>();
            pending.Push(root);
            while (pending.TryPeek(out object? node))
            {
                if (!PushUnhashed(node, pending))
                {
                    pending.Pop();
                    KeepHash(node);
                }
            }
        }

        return HashOf(root)!.Value;
    }

    /// <summary>Values whose hash is made of other values' hashes.</summary>
    private static bool IsNested([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] object? reference) =>
        reference is PyTuple or PySet { IsFrozen: true };

    private static int? HashOf(object? nested) => nested is PyTuple tuple ? tuple.CachedHash : ((PySet)nested!).CachedHash;

    private static bool PushUnhashed(object node, Stack<object> pending)
    {
        int before = pending.Count;
        foreach (PyValue item in node is PyTuple tuple ? tuple.Items : ((PySet)node).Items)
        {
            if (IsNested(item.RawReference) && HashOf(item.RawReference) is null)
            {
                pending.Push(item.RawReference);
            }
        }

        return pending.Count > before;
    }

    /// <summary>Hashes a node whose parts are hashed: in order for a tuple, in any order for a set.</summary>
    private static void KeepHash(object node)
    {
        if (node is PySet set)
        {
            int sum = set.Count;
            foreach (PyValue item in set.Items)
            {
                sum ^= HashReady(item);
            }

            set.CachedHash = sum;
            return;
        }

        var tuple = (PyTuple)node;
        tuple.IsUnhashable = HasUnhashable(tuple);
        ulong hash = Secret ^ (ulong)tuple.Count;
        foreach (PyValue item in tuple.Items)
        {
            hash = Mix(hash ^ (uint)HashReady(item));
        }

        tuple.CachedHash = (int)hash;
    }

    private static int HashReady(PyValue item) => IsNested(item.RawReference) ? HashOf(item.RawReference)!.Value : HashSimple(item);

    private static bool HasUnhashable(PyTuple tuple)
    {
        foreach (PyValue item in tuple.Items)
        {
            if (item.As<PyTuple>()?.IsUnhashable ?? IsUnhashable(item.Kind))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The kinds that Python takes neither as a dict key nor as an item of a set.</summary>
    internal static bool IsUnhashable(PyKind kind) => kind is PyKind.List or PyKind.Dict or PyKind.Set or PyKind.ByteArray;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int HashSimple(PyValue value) => value.RawReference switch
    {
        null => 0,
        string text => text.GetHashCode(),
        PyTag => value.IsFloat ? HashFloat(BitConverter.Int64BitsToDouble(value.Bits)) : (int)Mix((ulong)value.Bits ^ Secret),
        PyLong big => HashLarge(big.Value),
        PyByteString text => text.Text.GetHashCode(),
        PyBytes bytes => HashBytes(bytes.FirstSpan),
        PyGlobal global => HashCode.Combine(global.Module, global.Name),
        PyObject instance => instance.ValueHash(),
        object other => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(other),
    };

    private static int HashFloat(double value) =>
        double.IsInteger(value)
            ? Math.Abs(value) < 9e18 ? (int)Mix((ulong)(long)value ^ Secret) : HashLarge(new BigInteger(value))
            : (int)Mix((ulong)BitConverter.DoubleToInt64Bits(value) ^ Secret);

    private static int HashLarge(BigInteger value) =>
        value >= long.MinValue && value <= long.MaxValue ? (int)Mix((ulong)(long)value ^ Secret) : HashBytes(value.ToByteArray());

    private static int HashBytes(ReadOnlySpan<byte> bytes)
    {
        var hash = new HashCode();
        hash.AddBytes(bytes);
        return hash.ToHashCode();
    }

    /// <summary>Two multiplications: one alone leaves keys that differ in their high bits alike in the low ones, for some
    /// secrets.</summary>
    private static ulong Mix(ulong value)
    {
        ulong high = Math.BigMul(value + 0x9E3779B97F4A7C15, Secret | 1, out ulong low);
        high = Math.BigMul(low ^ high ^ Secret, 0xD6E8FEB86659FD93, out low);
        return low ^ high;
    }
}
