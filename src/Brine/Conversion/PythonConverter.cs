using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using Brine.Arrays;
using Brine.Pickling;

namespace Brine;

/// <summary>Turns .NET values into Python's, by pattern matching alone.</summary>
internal sealed class PythonConverter(int protocol)
{
    private const int MaxDepth = 1000;

    private readonly ArrayPickler _arrays = new(protocol);
    private readonly Dictionary<object, PyReference> _known = new(ReferenceEqualityComparer.Instance);
    private int _depth;

    internal PyValue Convert(object? value) => value switch
    {
        null => PyValue.None,
        PyValue ready => ready,
        PyReference ready => ready,
        bool flag => flag,
        string text => text,
        char character => character.ToString(),
        double number => number,
        float number => (double)number,
        Half number => (double)number,
        sbyte or byte or short or ushort or int or uint or long => ((IConvertible)value).ToInt64(CultureInfo.InvariantCulture),
        ulong number => (BigInteger)number,
        Int128 number => (BigInteger)number,
        UInt128 number => (BigInteger)number,
        BigInteger number => number,
        decimal number => new PyObject(new PyGlobal("decimal", "Decimal"), new PyTuple(number.ToString(CultureInfo.InvariantCulture))),
        ReadOnlyMemory<byte> bytes => new PyBytes(bytes),
        _ => ConvertReference(value),
    };

    private PyReference ConvertReference(object value)
    {
        if (_known.TryGetValue(value, out PyReference? known))
        {
            return known;
        }

        if (_depth == MaxDepth)
        {
            throw new ArgumentException($"the value nests deeper than {MaxDepth}; build it of PyList and PyDict instead", nameof(value));
        }

        _depth++;
        PyReference made = Leaf(value) ?? value switch
        {
            ITuple tuple => ConvertTuple(tuple),
            IDictionary dictionary => Fill(value, dictionary),
            ISet<string> or ISet<int> or ISet<long> or ISet<double> or ISet<bool> or ISet<object> or ISet<PyValue> => ConvertSet((IEnumerable)value),
            IEnumerable items => Fill(value, items),
            _ => throw new ArgumentException($"Python has no value for a {value.GetType()}; build a PyObject that says which class it is", nameof(value)),
        };
        _depth--;
        _known[value] = made;
        return made;
    }

    private PyReference? Leaf(object value) => value switch
    {
        byte[] bytes => new PyBytes(bytes),
        NDArray array => _arrays.Describe(array),
        DataFrame frame => frame.ToPickle(protocol),
        double[] numbers => _arrays.Describe(NDArray.Of(numbers)),
        float[] numbers => _arrays.Describe(NDArray.Of(numbers)),
        long[] numbers => _arrays.Describe(NDArray.Of(numbers)),
        int[] numbers => _arrays.Describe(NDArray.Of(numbers)),
        bool[] flags => _arrays.Describe(NDArray.Of(flags)),
        double[,] numbers => Rectangle(numbers),
        float[,] numbers => Rectangle(numbers),
        long[,] numbers => Rectangle(numbers),
        int[,] numbers => Rectangle(numbers),
        bool[,] flags => Rectangle(flags),
        _ => null,
    };

    private PyObject Rectangle<T>(T[,] values)
        where T : unmanaged
    {
        var flat = new T[values.Length];
        values.AsFlatSpan().CopyTo(flat);
        return _arrays.Describe(NDArray.Of(flat, values.GetLength(0), values.GetLength(1)));
    }

    private PyTuple ConvertTuple(ITuple tuple)
    {
        var items = new PyValue[tuple.Length];
        for (int i = 0; i < items.Length; i++)
        {
            items[i] = Convert(tuple[i]);
        }

        return items.Length == 0 ? PyTuple.Empty : new PyTuple(items);
    }

    private PyDict Fill(object value, IDictionary dictionary)
    {
        var dict = new PyDict();
        _known[value] = dict;
        foreach (DictionaryEntry entry in dictionary)
        {
            PyValue key = Convert(entry.Key);
            CheckKey(key);
            dict[key] = Convert(entry.Value);
        }

        return dict;
    }

    private PySet ConvertSet(IEnumerable items)
    {
        var set = new PySet(isFrozen: false);
        foreach (object? item in items)
        {
            PyValue member = Convert(item);
            CheckKey(member);
            set.Add(member);
        }

        return set;
    }

    private PyList Fill(object value, IEnumerable items)
    {
        var list = new PyList();
        _known[value] = list;
        foreach (object? item in items)
        {
            list.Add(Convert(item));
        }

        return list;
    }

    private static void CheckKey(PyValue key)
    {
        if (key.Kind is PyKind.List or PyKind.Dict or PyKind.Set or PyKind.ByteArray)
        {
            throw new ArgumentException($"a {key.Kind.ToString().ToLowerInvariant()} cannot be a dict key or a set item in Python");
        }
    }
}
