using System.Numerics;
using Brine.Arrays;
using Brine.Containers;
using Brine.Pickling;

namespace Brine.Tests.Facade;

public sealed class PickleTests
{
    private enum Colour
    {
        Red,
    }

    [Fact]
    public void DotNetValuesBecomePythons()
    {
        var value = new Dictionary<string, object?>
        {
            ["none"] = null,
            ["flag"] = true,
            ["small"] = (byte)7,
            ["large"] = ulong.MaxValue,
            ["huge"] = BigInteger.Pow(10, 30),
            ["number"] = 1.5f,
            ["text"] = "h\u00e9",
            ["bytes"] = new byte[] { 1, 2 },
            ["tuple"] = (1, "two", 3.0),
            ["list"] = new List<object?> { 1, null, new[] { "a", "b" } },
            ["set"] = new HashSet<string> { "x" },
            ["sequence"] = Enumerable.Range(0, 3),
            ["money"] = 1.10m,
        };
        Assert.Equal(
            @"{'none': None, 'flag': True, 'small': 7, 'large': 18446744073709551615, 'huge': 1000000000000000000000000000000, 'number': 1.5, 'text': 'h" + "\u00e9"
            + @"', 'bytes': b'\x01\x02', 'tuple': (1, 'two', 3.0), 'list': [1, None, ['a', 'b']], 'set': {'x'}, 'sequence': [0, 1, 2], 'money': Decimal('1.10')}",
            Pickle.Loads(Pickle.Dumps(value)).ToString());
    }

    [Fact]
    public void ArraysOfNumbersBecomeListsOrNumpysAsAsked()
    {
        object[] arrays = [new[,] { { 1.0, 2 }, { 3, 4 }, { 5, 6 } }, new[] { 1, 2 }];
        Assert.Equal("[[[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]], [1, 2]]", Pickle.Loads(Pickle.Dumps(arrays)).ToString());
        PyValue value = Pickle.Loads(Pickle.Dumps(arrays, new SaveOptions { Mapping = new() { NumpyArrays = true } }));
        Assert.Equal([3, 2], value[0].AsArray()!.Shape.ToArray());
        Assert.Equal([1, 2, 3, 4, 5, 6], value[0].AsArray()!.ToDoubles());
        Assert.Equal(DType.Int32, value[1].AsArray()!.DType);
    }

    [Fact]
    public void OneObjectStaysOneAndMayHoldItself()
    {
        var list = new List<object?>();
        list.Add(list);
        list.Add(list);
        PyList read = Pickle.Loads(Pickle.Dumps(list)).AsList()!;
        Assert.Same(read, read[0].Reference);
        Assert.Same(read, read[1].Reference);
    }

    [Fact]
    public void WhatPythonLacksIsRefused()
    {
        Assert.Equal("CannotMapType", Assert.Throws<PickleTypeException>(() => Pickle.Dumps(new List<object> { new Version(1, 2) })).Code);
        Assert.Equal("CannotMapEnum", Assert.Throws<PickleTypeException>(() => Pickle.Dumps(Colour.Red)).Code);
    }

    [Fact]
    public void FilesAndStreamsHoldTheSame()
    {
        using var folder = new TemporaryFolder();
        Pickle.Dump(new List<int> { 1, 2 }, folder["a.pkl"], new SaveOptions { Protocol = 2 });
        Joblib.Dump(new List<int> { 1, 2 }, folder["a.joblib"], "zlib:3");
        using FileStream stream = File.OpenRead(folder["a.pkl"]);
        Assert.Equal("[1, 2]", Pickle.Load(stream).ToString());
        Assert.Equal("[1, 2]", Pickle.Load(folder["a.pkl"]).ToString());
        Assert.Equal("[1, 2]", Joblib.Load(folder["a.joblib"]).ToString());
    }

    [Fact]
    public void ValuesAreLookedInto()
    {
        PyValue value = Pickle.ToPython(new Dictionary<string, object?> { ["a"] = new List<object> { 1L, 2.5, true, (1, 2) } });
        Assert.Equal(1, value["a"][0].AsInt64());
        Assert.Equal(2.5, value["a"][1].AsDouble());
        Assert.True(value["a"][2].AsBool());
        Assert.Equal(2, value["a"][3][1].AsInt64());
        Assert.Null(value.AsList());
        Assert.Throws<KeyNotFoundException>(() => value["b"]);
        Assert.Throws<ArgumentOutOfRangeException>(() => value["a"][9]);
        Assert.Throws<InvalidOperationException>(() => value["a"][0][0]);
    }
}
