using System.Numerics;
using Brine.Pickling;
using FsCheck;
using FsCheck.Fluent;

namespace Brine.Tests.Properties;

/// <summary>Random graphs of Python values: every container, shared parts, cycles, large ints, surrogates, NaN.</summary>
internal static class ValueGraphs
{
    private static readonly string[] Texts = ["", "a", "text", "\u00e9", "\u20ac", "\U0001F600", "\ud800", "\udfff\ud800",
        "a\nb\\c\0\r\u001a", "'\"", new string('x', 300), new string('\u00e9', 200)];

    private static readonly double[] Floats = [0.0, -0.0, 1.5, 1e16, 1e-5, 5e-324, double.MaxValue, double.PositiveInfinity,
        double.NegativeInfinity, 0.1, 123456789012345678];

    /// <summary>The graphs, <paramref name="count"/> of them, from a seed.</summary>
    internal static PyValue[] Sample(int count, ulong seed, int size) =>
        Gen.Choose(0, int.MaxValue).ArrayOf().Select(choices => Build(new ChoiceReader(choices))).Sample(count, new Rnd(seed), size);

    private static PyValue Build(ChoiceReader choices)
    {
        var made = new List<PyValue>();
        var root = new PyList();
        made.Add(root);
        while (!choices.IsEmpty)
        {
            PyValue value = Make(made, choices);
            if (value.Reference is not null)
            {
                made.Add(value);
            }

            Put(made[choices.Next(made.Count)], value, choices, root);
        }

        return root;
    }

    /// <summary>Into something that can hold it, so that it is not lost, and cycles come about.</summary>
    private static void Put(PyValue holder, PyValue value, ChoiceReader choices, PyList root)
    {
        switch (holder.Reference)
        {
            case PyList list:
                list.Add(value);
                break;
            case PyDict dict:
                dict[Key(choices)] = value;
                break;
            case PyObject { Arguments.Count: 0 } instance when choices.Next(3) == 0:
                // Not of an object that could meet itself among its arguments: Python itself writes the items of such twice.
                (instance.ListItems ??= new PyList()).Add(value);
                break;
            case PyObject instance when choices.Next(2) == 0:
                (instance.DictItems ??= new PyDict())[Key(choices)] = value;
                break;
            case PyObject { HasState: false } instance:
                instance.State = choices.Next(2) == 0 ? new PyDict { ["attribute"] = value }
                    : new PyTuple(PyValue.None, new PyDict { ["slot"] = value });
                break;
            default:
                root.Add(value);
                break;
        }
    }

    private static PyValue Key(ChoiceReader choices) => choices.Next(6) switch
    {
        0 => choices.Bits(),
        1 => choices.Of<string>(Texts),
        2 => new PyTuple(choices.Next(9), choices.Of<string>(Texts)),
        3 => new PyBytes(new byte[] { (byte)choices.Next(256), 1 }),
        4 => choices.Of<double>(Floats),
        _ => choices.Next(1000),
    };

    private static PyValue Make(List<PyValue> made, ChoiceReader choices)
    {
        PyValue Old() => made[choices.Next(made.Count)];
        switch (choices.Next(22))
        {
            case 0:
                return choices.Of(PyValue.None, PyValue.True, PyValue.False);
            case 1:
                return choices.Next(70000) - 300;
            case 2:
                return choices.Bits() >> choices.Next(64);
            case 3:
                return (BigInteger.One << choices.Next(2100)) * (choices.Next(2) == 0 ? 1 : -1) + choices.Next(3) - 1;
            case 4:
                return choices.Of<double>(Floats);
            case 5:
                return PyValue.FromDouble(BitConverter.Int64BitsToDouble(choices.Bits() ^ (choices.Bits() << 33)));
            case 6:
                return double.NaN;
            case 7:
                return choices.Of<string>(Texts);
            case 8:
                return new string((char)choices.Next(0xD800), choices.Next(4));
            case 9:
                return new PyBytes(new byte[choices.Of(0, 1, 2, 255, 256, 300)]);
            case 10:
                return new PyByteArray(new byte[choices.Of(0, 1, 300)]);
            case 11 or 12:
                return new PyList();
            case 13 or 14:
                return new PyDict();
            case 15:
                return new PyTuple([.. Enumerable.Range(0, choices.Next(5)).Select(_ => Old())]);
            case 16 or 17:
                var set = new PySet(isFrozen: choices.Next(2) == 0);
                for (int count = choices.Next(5); count > 0; count--)
                {
                    set.Add(Key(choices));
                }

                return set;
            case 18:
                return new PyGlobal("shop", choices.Of("Customer", "Order", "Outer.Inner"));
            case 19:
                return new PyObject(new PyGlobal("shop", "make"), new PyTuple(Old(), choices.Next(9)));
            case 20:
                return new PyObject(new PyGlobal("shop", "Customer"), choices.Next(2) == 0 ? PyTuple.Empty : new PyTuple(Old()),
                    PyConstruction.NewObject);
            default:
                return Old();
        }
    }
}
