using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using Brine.Pickling;

namespace Brine.Tests.Pickling;

/// <summary>What the pickler writes is, byte for byte, what CPython's picklers write of the same values.</summary>
public sealed class PicklerGoldenTests
{
    private static readonly string[] Numbers =
    [
        "0", "1", "255", "256", "65535", "65536", "-1", "-128", "-129", "2147483647", "2147483648", "-2147483648", "-2147483649",
        "9223372036854775807", "-9223372036854775808", "9223372036854775808",
    ];

    private static readonly Dictionary<string, PyValue> Values = Build();

    [Theory]
    [InlineData("C", PickleProfile.CPython)]
    [InlineData("Python", PickleProfile.PurePython)]
    public void WritesCPythonsBytes(string pickler, PickleProfile profile)
    {
        var wrong = new List<string>();
        int tried = 0;
        foreach (string line in File.ReadLines(Repo.Golden("Pickle/cpython.tsv")))
        {
            string[] cells = line.Split('\t');
            if (cells[2] != pickler)
            {
                continue;
            }

            tried++;
            var options = new PicklerOptions { Protocol = int.Parse(cells[1], CultureInfo.InvariantCulture), Profile = profile };
            byte[] bytes = Pickler.Dump(Values[cells[0]], options);
            if (Convert.ToHexStringLower(SHA256.HashData(bytes)) != cells[4])
            {
                wrong.Add($"{cells[0]} at protocol {cells[1]}: {bytes.Length} bytes where Python writes {cells[3]}");
            }
        }

        Assert.True(tried > 700 && wrong.Count == 0, $"{wrong.Count} of {tried} differ: {string.Join("; ", wrong.Take(20))}");
    }

    [Fact]
    public void StreamsTheSameBytesAsItKeepsInMemory()
    {
        foreach (string name in (string[])["frames", "str x65536", "bytes 65536", "dict 2001", "shared"])
        {
            for (int protocol = 0; protocol <= 5; protocol++)
            {
                using var stream = new MemoryStream();
                Pickler.Dump(Values[name], stream, new PicklerOptions { Protocol = protocol });
                Assert.Equal(Pickler.Dump(Values[name], new PicklerOptions { Protocol = protocol }), stream.ToArray());
            }
        }
    }

    [Fact]
    public void GroupsAsPurePythonFrom315On()
    {
        foreach (string name in (string[])["list 1001", "dict 1000", "set 1000", "set 2000"])
        {
            Assert.Equal(
                Pickler.Dump(Values[name], new PicklerOptions { Profile = PickleProfile.PurePython }),
                Pickler.Dump(Values[name], new PicklerOptions { Profile = PickleProfile.CPython315 }));
        }
    }

    private static Dictionary<string, PyValue> Build()
    {
        var values = new Dictionary<string, PyValue>
        {
            ["None"] = PyValue.None,
            ["True"] = true,
            ["False"] = false,
            ["inf"] = double.PositiveInfinity,
            ["-inf"] = double.NegativeInfinity,
            ["nan"] = PyValue.FromDouble(BitConverter.UInt64BitsToDouble(0x7FF8000000000000)),
            ["empty str"] = "",
            ["surrogate"] = "\ud800",
            ["escapes"] = "a\nb\\c\0\r\x1a\u00e9",
            ["empty tuple"] = PyTuple.Empty,
            ["class"] = new PyGlobal("collections", "OrderedDict"),
            ["int class"] = new PyGlobal("builtins", "int"),
            ["function"] = new PyGlobal("builtins", "len"),
            ["bytearray 0"] = new PyByteArray(default),
            ["bytearray 2"] = new PyByteArray("ab"u8.ToArray()),
            ["bytearray 65536"] = new PyByteArray(new byte[65536]),
        };
        foreach (string number in Numbers)
        {
            values["int " + number] = BigInteger.Parse(number, CultureInfo.InvariantCulture);
        }

        foreach ((int power, int sign) in ((int, int)[])[(200, 1), (200, -1), (2031, 1), (2039, 1), (2039, -1), (2040, 1)])
        {
            BigInteger number = BigInteger.Pow(2, power) * sign;
            values["int " + number.ToString(CultureInfo.InvariantCulture)] = number;
        }

        foreach ((string text, double number) in ((string, double)[])
            [("0.0", 0), ("-0.0", -0.0), ("1.5", 1.5), ("1000000000000000.0", 1e15), ("1e+16", 1e16),
                ("123456789012345.0", 123456789012345), ("1234567890123456.0", 1234567890123456),
             ("0.0001", 1e-4), ("1e-05", 1e-5), ("5e-324", 5e-324), ("1.7976931348623157e+308", 1.7976931348623157e308), ("0.1", 0.1),
             ("1e+22", 1e22), ("1.23e-05", 123e-7)])
        {
            values["float " + text] = number;
        }

        values["str a"] = "a";
        values[@"str \xe9"] = "\u00e9";
        values[@"str \u20ac"] = "\u20ac";
        values[@"str \U0001f600"] = "\U0001F600";
        values["str " + string.Concat(Enumerable.Repeat(@"\xe9", 128))] = new string('\u00e9', 128);
        foreach (int size in (int[])[255, 256, 5000, 65535, 65536])
        {
            values[$"str x{size}"] = new string('x', size);
        }

        foreach (int size in (int[])[0, 1, 255, 256, 65535, 65536])
        {
            values[$"bytes {size}"] = new PyBytes(Enumerable.Repeat((byte)7, size).ToArray());
        }

        foreach (int size in (int[])[0, 1, 2, 999, 1000, 1001, 1999, 2000, 2001])
        {
            var items = Enumerable.Range(0, size).Select(i => (PyValue)i).ToArray();
            values[$"list {size}"] = new PyList(Enumerable.Repeat(PyValue.None, size));
            values[$"ints {size}"] = new PyList(items);
            values[$"dict {size}"] = Fill(new PyDict(), items);
            values[$"set {size}"] = Fill(new PySet(isFrozen: false), items);
            values[$"frozenset {size}"] = Fill(new PySet(isFrozen: true), items);
            var ordered = new PyObject(new PyGlobal("collections", "OrderedDict"), PyTuple.Empty);
            Fill(ordered.EnsureDictItems(), items);
            values[$"ordered {size}"] = ordered;
        }

        for (int size = 1; size <= 4; size++)
        {
            values[$"tuple {size}"] = new PyTuple(Enumerable.Range(0, size).Select(i => (PyValue)i).ToArray());
        }

        values["frames"] = new PyList(
            Enumerable.Range(0, 200).Select(i => (PyValue)new PyBytes(Enumerable.Repeat((byte)i, 1000).ToArray())));
        var inner = new PyList([1]);
        values["shared"] = new PyList([inner, inner, new PyTuple(inner)]);
        var list = new PyList();
        list.Add(list);
        values["recursive list"] = list;
        var dict = new PyDict();
        dict[1] = dict;
        values["recursive dict"] = dict;
        foreach (int size in (int[])[1, 4])
        {
            var link = new PyList();
            var items = new PyValue[size];
            items[0] = link;
            var tuple = new PyTuple(items);
            link.Add(tuple);
            values[$"recursive tuple {size}"] = tuple;
        }

        return values;
    }

    private static PyDict Fill(PyDict dict, PyValue[] keys)
    {
        foreach (PyValue key in keys)
        {
            dict[key] = PyValue.None;
        }

        return dict;
    }

    private static PySet Fill(PySet set, PyValue[] items)
    {
        foreach (PyValue item in items)
        {
            set.Add(item);
        }

        return set;
    }
}
