using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Numerics;
using Brine.Arrays;
using Brine.Containers;
using Brine.Pickling;

[assembly: PickleType(typeof(int?))]
[assembly: PickleType(typeof((int, string, double, long?, bool, char, decimal, string, int)))]
[assembly: PickleType(typeof(Tuple<int, string>))]
[assembly: PickleType(typeof(ValueTuple<int>))]
[assembly: PickleType(typeof(KeyValuePair<string, int>))]
[assembly: PickleType(typeof(int[]))]
[assembly: PickleType(typeof(List<double[]>))]
[assembly: PickleType(typeof(IReadOnlyList<string?>))]
[assembly: PickleType(typeof(IEnumerable<string>))]
[assembly: PickleType(typeof(HashSet<long>))]
[assembly: PickleType(typeof(ISet<(int, int)>))]
[assembly: PickleType(typeof(FrozenSet<string>))]
[assembly: PickleType(typeof(ImmutableArray<int>))]
[assembly: PickleType(typeof(Dictionary<Guid, DateOnly?>))]
[assembly: PickleType(typeof(OrderedDictionary<string, int>))]
[assembly: PickleType(typeof(IReadOnlyDictionary<(string, int), Dictionary<int, int>>))]

namespace Brine.Tests.Mapping;

/// <summary>.NET's own values: what they are in Python, and back.</summary>
[Trait("Stage", "Python")]
public sealed class ValueMappingTests
{
    public enum Plain
    {
        Low,
        High = 5,
    }

    [Fact]
    public void EveryTypeComesBackAsItWas()
    {
        Same(true);
        Same((sbyte)-128);
        Same((byte)255);
        Same(short.MinValue);
        Same(ushort.MaxValue);
        Same(int.MinValue);
        Same(uint.MaxValue);
        Same(long.MinValue);
        Same(ulong.MaxValue);
        Same((nint)(-5));
        Same((nuint)5);
        Same(Int128.MinValue);
        Same(UInt128.MaxValue);
        Same(BigInteger.Pow(-7, 101));
        Same((Half)0.1);
        Same(0.1f);
        Same(float.NegativeInfinity);
        Same(double.Epsilon);
        Same(double.NaN);
        Same(-0.0);
        Same(new Complex(-0.0, double.PositiveInfinity));
        Same('\u00e9');
        Same("h\u00e9 \U0001f600 \ud800");
        Same(new Uri("https://example.org/a?b#c"));
        Same(Guid.Parse("00112233-4455-6677-8899-aabbccddeeff"));
        Same(DateOnly.MaxValue);
        Same(new TimeOnly(23, 59, 59, 999, 999));
        Same(new DateTime(2024, 2, 29, 1, 2, 3, 4, 5));
        Same(DateTimeOffset.Parse("2024-02-29T01:02:03.0000050+05:45", System.Globalization.CultureInfo.InvariantCulture));
        Same(TimeSpan.FromMicroseconds(-1));
        Same(new TimeSpan(long.MaxValue - (long.MaxValue % 10)));
        Same((int?)null);
        Same((int?)3);
        Same((1, "two", 3.0, (long?)null, true, 'x', 7m, "eight", 9));
        Same(Tuple.Create(1, "two"));
        Same(ValueTuple.Create(1));
        Same(new KeyValuePair<string, int>("a", 1));
    }

    [Fact]
    public void CollectionsComeBackAsTheyWere()
    {
        Assert.Equal([1, 2], RoundTrip<int[]>([1, 2]));
        Assert.Equal([1, 2], RoundTrip<byte[]>([1, 2]));
        Assert.Equal([1, 2], RoundTrip<Memory<byte>>(new byte[] { 1, 2 }).ToArray());
        Assert.Equal([1, 2], RoundTrip<ReadOnlyMemory<byte>>(new byte[] { 1, 2 }).ToArray());
        Assert.Equal([[1.5], []], RoundTrip<List<double[]>>([[1.5], []]));
        Assert.Equal(["a", null], RoundTrip<IReadOnlyList<string?>>(["a", null]));
        Assert.Equal(["a"], RoundTrip<IEnumerable<string>>(new Queue<string>(["a"])));
        Assert.Equal([3L, 1L], RoundTrip<HashSet<long>>([3, 1]));
        Assert.Equal([(1, 2), (3, 4)], RoundTrip<ISet<(int, int)>>(new HashSet<(int, int)> { (1, 2), (3, 4) }));
        Assert.Equal(["x"], RoundTrip(new[] { "x" }.ToFrozenSet()));
        Assert.Equal([1, 2, 3], RoundTrip<ImmutableArray<int>>([1, 2, 3]));
        Assert.Equal(new Dictionary<Guid, DateOnly?> { [Guid.Empty] = null },
            RoundTrip(new Dictionary<Guid, DateOnly?> { [Guid.Empty] = null }));
        Assert.Equal(["b", "a"], RoundTrip(new OrderedDictionary<string, int> { ["b"] = 1, ["a"] = 2 }).Keys);
        Assert.Equal(4, RoundTrip<IReadOnlyDictionary<(string, int), Dictionary<int, int>>>(
            new Dictionary<(string, int), Dictionary<int, int>> { [("k", 1)] = new() { [3] = 4 } })[("k", 1)][3]);
        Assert.Equal([1.0, 2.0], RoundTrip(NDArray.Of(new[] { 1.0, 2.0 })).ToDoubles());
    }

    [Theory]
    [InlineData("0", "0")]
    [InlineData("1.10", "1.10")]
    [InlineData("-0.00", "-0.00")]
    [InlineData("79228162514264337593543950335", "79228162514264337593543950335")]
    [InlineData("-7.9228162514264337593543950335", "-7.9228162514264337593543950335")]
    [InlineData("0.0000000000000000000000000001", "1E-28")]
    [InlineData("0.000001", "0.000001")]
    [InlineData("0.00000120", "0.00000120")]
    [InlineData("0.000000120", "1.20E-7")]
    public void DecimalsAreExactAndSpelledAsPythonSpellsThem(string number, string python)
    {
        decimal value = Parse(number);
        PyValue written = Pickle.ToPython(value);
        Assert.Equal(python, written.As<PyObject>()!.Arguments[0].AsString());
        Assert.Equal(decimal.GetBits(value), decimal.GetBits(written.To<decimal>()));
    }

    [Theory]
    [InlineData("1E+5", "100000")]
    [InlineData("1.0000000000000000000000000000000000", "1.0000000000000000000000000000")]
    [InlineData("792281625142643375935439503350E-1", "79228162514264337593543950335")]
    [InlineData("792281625142643375935439503360E-1", null)]
    [InlineData("1E-29", null)]
    [InlineData("1E+29", null)]
    [InlineData("NaN", null)]
    [InlineData("-Infinity", null)]
    [InlineData("1E999999999999", null)]
    public void OnlyExactDecimalsAreRead(string python, string? number)
    {
        PyValue value = new PyObject(new PyGlobal("decimal", "Decimal"), new PyTuple(python));
        if (number is null)
        {
            Assert.Equal("CannotMapRange", Assert.Throws<PickleTypeException>(() => value.To<decimal>()).Code);
        }
        else
        {
            Assert.Equal(decimal.GetBits(Parse(number)), decimal.GetBits(value.To<decimal>()));
        }
    }

    [Fact]
    public void KindsOfDateTimeDecideWhetherItIsAware()
    {
        DateTime moment = new(2024, 1, 2, 3, 4, 5);
        Assert.Equal(DateTimeKind.Utc, Pickle.ToPython(DateTime.SpecifyKind(moment, DateTimeKind.Utc)).To<DateTime>().Kind);
        Assert.Equal(DateTimeKind.Unspecified, Pickle.ToPython(DateTime.SpecifyKind(moment, DateTimeKind.Local)).To<DateTime>().Kind);
        Assert.Equal("CannotMapTimeZone", Refused(() => Pickle.ToPython(moment).To<DateTimeOffset>()));
        Assert.Equal("CannotMapTimeZone", Refused(() => Pickle.ToPython(new DateTimeOffset(moment, TimeSpan.FromHours(1))).To<DateTime>()));
    }

    [Fact]
    public void TicksBelowAMicrosecondAreRefusedUnlessRoundingIsAskedFor()
    {
        var lossy = new SaveOptions { Mapping = new() { Lossy = true } };
        Assert.Equal("CannotMapExactly", Refused(() => Pickle.ToPython(new TimeSpan(15))));
        Assert.Equal("CannotMapExactly", Refused(() => Pickle.ToPython(DateTime.MaxValue)));
        Assert.Equal(new TimeSpan(20), Pickle.ToPython(new TimeSpan(15), lossy).To<TimeSpan>());
        Assert.Equal(new TimeSpan(-20), Pickle.ToPython(new TimeSpan(-15), lossy).To<TimeSpan>());
        Assert.Equal(new DateTime(9999, 12, 31, 23, 59, 59, 999, 999), Pickle.ToPython(DateTime.MaxValue, lossy).To<DateTime>());
        Assert.Equal(new TimeOnly(23, 59, 59, 999, 999), Pickle.ToPython(TimeOnly.MaxValue, lossy).To<TimeOnly>());
    }

    [Fact]
    public void EnumsWithoutAClassAreWhatTheOptionsSay()
    {
        foreach ((EnumForm form, string text) in new[] { (EnumForm.Number, "[5, 5]"), (EnumForm.Name, "['High', 'High']") })
        {
            var options = new MappingOptions { Enums = form };
            PyValue value = Pickle.ToPython(new List<object> { Plain.High, Plain.High }, new SaveOptions { Mapping = options });
            Assert.Equal(text, value.ToString());
            Assert.Equal([Plain.High, Plain.High], value.To<Plain[]>(options));
        }

        Assert.Equal("CannotMapEnum", Refused(() => Pickle.ToPython(Plain.Low)));
        Assert.Equal("CannotMapEnum", Refused(() => PyValue.FromInt64(3).To<Plain>(new() { Enums = EnumForm.Number })));
        Assert.Equal("CannotMapEnum", Refused(() => ((PyValue)"5").To<Plain>(new() { Enums = EnumForm.Name })));
    }

    [Fact]
    public void ObjectsOfUnknownTypeBecomeTheNaturalOnes()
    {
        PyValue value = Pickle.ToPython(
            new List<object?>
                { null, true, 1, BigInteger.Pow(2, 70), 1.5, "t", new byte[] { 1 }, new List<object> { 1 },
                    new Dictionary<string, object> { ["k"] = 2 }, (1, 2) });
        object?[] read = value.To<object?[]>();
        Assert.Equal([null, true, 1L, BigInteger.Pow(2, 70), 1.5, "t"], read[..6]);
        Assert.Equal(new byte[] { 1 }, read[6]);
        Assert.Equal([1L], Assert.IsType<List<object?>>(read[7]));
        Assert.Equal(2L, Assert.IsType<Dictionary<object, object?>>(read[8])["k"]);
        Assert.Equal([1L, 2L], Assert.IsType<ImmutableArray<object?>>(read[9]));
    }

    [Fact]
    public void PythonFindsEachTypeThatItExpects()
    {
        using var folder = new TemporaryFolder();
        var values = new Dictionary<string, object?>
        {
            ["int"] = Int128.MaxValue,
            ["float"] = (Half)1.5,
            ["complex"] = new Complex(1, 2),
            ["str"] = 'c',
            ["bytes"] = new ReadOnlyMemory<byte>([1, 2]),
            ["decimal.Decimal"] = -0.0000000m,
            ["uuid.UUID"] = Guid.Parse("00112233-4455-6677-8899-aabbccddeeff"),
            ["datetime.date"] = DateOnly.MinValue,
            ["datetime.time"] = new TimeOnly(1, 2, 3, 4, 5),
            ["datetime.datetime"] = new DateTimeOffset(2024, 1, 2, 3, 4, 5, TimeSpan.FromHours(-3.5)),
            ["datetime.timedelta"] = TimeSpan.FromMicroseconds(-1),
            ["list"] = new List<object>
                { new int[,] { { 1, 2 }, { 3, 4 } }, new ReadOnlyCollection<int>([5]), new LinkedList<string>(["six"]) },
            ["tuple"] = (1, (2, 3), ImmutableArray.Create(4, 5), new KeyValuePair<string, int>("k", 6).Key),
            ["set"] = new SortedSet<Guid> { Guid.Empty },
            ["frozenset"] = new HashSet<int> { 1, 2 }.ToFrozenSet(),
            ["dict"] = new SortedDictionary<int, List<string?>> { [1] = ["a", null] },
        };
        const string Script = """
            import pickle, sys, datetime, decimal, uuid
            for protocol in range(6):
                values = pickle.load(open(sys.argv[1] + str(protocol), "rb"))
                for name, value in values.items():
                    found = type(value).__name__ if type(value).__module__ == "builtins" else type(value).__module__ + "." + type(value).__name__
                    assert found == name, (name, value)
                assert values["int"] == 2**127 - 1 and values["float"] == 1.5 and values["complex"] == 1 + 2j and values["str"] == "c" and values["bytes"] == b"\1\2"
                assert str(values["decimal.Decimal"]) == "-0E-7", values["decimal.Decimal"]
                assert values["uuid.UUID"] == uuid.UUID("00112233-4455-6677-8899-aabbccddeeff")
                assert values["datetime.date"] == datetime.date(1, 1, 1) and values["datetime.time"] == datetime.time(1, 2, 3, 4005)
                assert values["datetime.datetime"].isoformat() == "2024-01-02T03:04:05-03:30"
                assert values["datetime.timedelta"] == datetime.timedelta(microseconds=-1)
                assert values["list"] == [[[1, 2], [3, 4]], [5], ["six"]] and values["tuple"] == (1, (2, 3), (4, 5), "k")
                assert values["set"] == {uuid.UUID(int=0)} and values["frozenset"] == frozenset({1, 2}) and values["dict"] == {1: ["a", None]}
            print("right")
            """;
        Python.Require();
        for (int protocol = 0; protocol <= 5; protocol++)
        {
            Pickle.Dump(values, folder["values"] + protocol, new SaveOptions { Protocol = protocol });
        }

        Assert.Equal("right", Python.Run(Script, folder["values"]));
    }

    [Fact]
    public void NumpyScalarsAreTheNumbersThatTheyHold()
    {
        const string Script =
            "import pickle, sys, numpy; pickle.dump([numpy.float64(1.5), numpy.int32(2), numpy.bool_(True), numpy.str_('s')], "
                + "open(sys.argv[1], 'wb'))";
        Python.Require();
        using var folder = new TemporaryFolder();
        Python.Run(Script, folder["scalars.pkl"]);
        PyValue value = Pickle.Load(folder["scalars.pkl"]);
        Assert.Equal((1.5, 2, true, "s"), (value[0].To<double>(), value[1].To<int>(), value[2].To<bool>(), value[3].To<string>()));
    }

    [Fact]
    public async Task TypesAreLoadedWithoutBlocking()
    {
        using var folder = new TemporaryFolder();
        var stream = new MemoryStream();
        await Pickle.DumpAsync(new Dictionary<string, long[]> { ["a"] = [1, 2] }, stream,
            cancellationToken: TestContext.Current.CancellationToken);
        stream.Position = 0;
        Assert.Equal(new long[] { 1, 2 },
            (await Pickle.LoadAsync<Dictionary<string, long[]>>(stream, cancellationToken: TestContext.Current.CancellationToken))["a"]);
        File.WriteAllBytes(folder["a.pkl"], stream.ToArray());
        Assert.Equal(new long[] { 1, 2 },
            (await Pickle.LoadAsync<Dictionary<string, long[]>>(folder["a.pkl"],
                cancellationToken: TestContext.Current.CancellationToken))["a"]);
    }

    [Fact]
    public void ClassesThatAFileNamesByANumberAreReadWithTheRegistry()
    {
        // copyreg.add_extension("shop", "Animal", 240): proto 2, EXT1 240, EMPTY_TUPLE, NEWOBJ, EMPTY_DICT, 'name', 'Tom', SETITEM, BUILD,
        // STOP
        byte[] data = [0x80, 2, 0x82, 240, (byte)')', 0x81, (byte)'}', (byte)'X', 4, 0, 0, 0, .. "name"u8, (byte)'X', 3, 0, 0, 0,
            .. "Tom"u8, (byte)'s', (byte)'b', (byte)'.'];
        var options = new LoadOptions { Extensions = new Dictionary<int, PyGlobal> { [240] = new PyGlobal("shop", "Animal") } };
        Assert.Equal("Tom", Pickle.Loads<Animal>(data, options).Name);
        Assert.Equal("CannotMapType", Assert.Throws<PickleTypeException>(() => Pickle.Loads<Animal>(data)).Code);
    }

    private static string Refused(Func<object> act) => Assert.Throws<PickleTypeException>(act).Code;

    private static void Same<T>(T value)
    {
        Assert.Equal(value, RoundTrip(value));
    }

    private static T RoundTrip<T>(T value) => Pickle.Loads<T>(Pickle.Dumps(value));

    private static decimal Parse(string text)
    {
        decimal value = decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
        return text.StartsWith('-') && value == 0 ? new decimal(0, 0, 0, isNegative: true, value.Scale) : value;
    }
}
