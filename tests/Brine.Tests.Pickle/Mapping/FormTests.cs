using System.Globalization;
using Brine.Containers;
using Brine.Pickling;

namespace Brine.Tests.Mapping;

/// <summary>Each way in which a Python class pickles itself, both ways, at each protocol: as stored pickles, and with the twins in
/// Python.</summary>
[Trait("Stage", "Python")]
public sealed class FormTests
{
    private const string Write = """
        import pickle, sys
        sys.path.insert(0, sys.argv[1])
        import forms
        for name in forms.VALUES:
            for protocol in forms.protocols(name):
                open(f"{sys.argv[2]}/{name}-{protocol}.pkl", "wb").write(pickle.dumps(forms.root(name), protocol))
        """;

    private const string Compare = """
        import os, pickle, sys
        sys.path.insert(0, sys.argv[1])
        import forms
        count = 0
        for file in sorted(os.listdir(sys.argv[2])):
            name = file.split("-")[0]
            wrong = forms.same(pickle.load(open(os.path.join(sys.argv[2], file), "rb")), forms.root(name))
            if wrong: print(file, wrong)
            count += 1
        print(count)
        """;

    /// <summary>What C# makes of its own of each value of <c>forms.py</c>.</summary>
    private static readonly Dictionary<string, IForm> Cases = new()
    {
        ["plain"] = Class(new Forms.Plain { X = 1, Note = "n" }),
        ["slotted"] = Class(new Forms.Slotted { X = 1, Note = "n" }),
        ["frozen"] = Class(new Forms.Frozen(1, "n")),
        ["slotteddata"] = Class(new Forms.SlottedData(1, "n")),
        ["mixed"] = Class(new Forms.Mixed { Left = 1, Right = "r", X = 3 }),
        ["mixedbare"] = Class(new Forms.Mixed { Left = 1, Right = "r" }),
        ["slotsoverdict"] = Class(new Forms.SlotsOverDict { X = 3, Left = 1, Right = "r" }),
        ["slotchain"] = Class(new Forms.SlotChain { Left = 1, Right = "r", More = 2, Most = 3 }),
        ["unset"] = Class(new Forms.Unset { X = 1 }),
        ["allunset"] = Class(new Forms.Unset()),
        ["noneslot"] = Class(new Forms.Unset { X = 1, Note = PyValue.None }),
        ["reduced"] = Class(new Forms.Reduced(1, "n")),
        ["made"] = Class(new Forms.Made { X = 1, Note = "n" }),
        ["restored"] = Class(new Forms.Restored { X = 1 }),
        ["tagged"] = Class(new Forms.Tagged { Tag = "t", Items = [1, 2] }),
        ["ordered"] = Class(new Forms.Ordered { ["b"] = 2, ["a"] = 1, Owner = "Ann" }),
        ["default"] = Class(new Forms.Default { ["b"] = 2, ["a"] = 1 }),
        ["line"] = Class(new Forms.Line { 1, 2 }.With(line => line.Longest = 5)),
        ["votes"] = Class(new Forms.Votes(new() { ["a"] = 2 })),
        ["bag"] = Class(new Forms.Bag { Items = [3], Owner = "Ann" }),
        ["fault"] = Class(new Forms.Fault { Message = "wrong", Line = 3, Code = 7 }),
        ["numbers"] = Class(new Forms.Numbers { 1, 2 }.With(numbers => numbers.Owner = "Ann")),
        ["nonumbers"] = Class(new Forms.Numbers()),
        ["table"] = Class(new Forms.Table { Owner = "Ann", Rows = { ["b"] = 2, ["a"] = 1 } }),
        ["slottedlist"] = Class(new Forms.SlottedList { 1 }.With(list => list.Name = "s")),
        ["pair"] = Value(new Forms.Pair(1, "r")),
        ["wide"] = Class(new Forms.Wide(1, "r")),
        ["new"] = Class(new Forms.New { X = 1, Note = "n" }),
        ["hidden"] = Class(new Forms.Hidden { X = 1 }),
        ["keyword"] = Class(new Forms.Keyword { X = 1, Note = "n" }),
        ["text"] = Class(new Forms.Text("t", "Ann")),
        ["whole"] = Class(new Forms.Whole(5)),
        ["real"] = Class(new Forms.Real(1.5)),
        ["raw"] = Class(new Forms.Raw("\u00ffab"u8.ToArray()[1..].With(bytes => bytes[0] = 0xff))),
        ["row"] = Class(new Forms.Row((1, "r"))),
        ["tuplestate"] = Class(new Forms.TupleState { State = (1, "n") }),
        ["liststate"] = Class(new Forms.ListState([1, "n"])),
        ["numberstate"] = Class(new Forms.NumberState(1)),
        ["inner"] = Class(new Forms.Inner { X = 1, Note = "n" }),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void StoredPicklesAreReadAndWrittenByteForByte(string name)
    {
        (int Protocol, byte[] Data)[] stored = Stored(name);
        Assert.InRange(stored.Length, 4, 6);
        Assert.All(stored, one => Assert.Equal(one.Data, Cases[name].Rewrite(one.Data, one.Protocol)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void WhatCSharpMakesIsReadAsItWasMade(string name) =>
        Assert.All(Stored(name), one => Cases[name].CheckEqual(one.Data));

    [Fact]
    public void PythonFindsItsOwnObjectsInWhatCSharpMakesAndInWhatItRewrites()
    {
        Python.Require();
        string twins = Repo.File("tests", "Brine.Tests.Pickle", "Mapping");
        using TemporaryFolder read = new(), rewritten = new(), made = new();
        Python.Run(Write, twins, read.Path);
        int count = 0;
        foreach ((string name, IForm form) in Cases)
        {
            foreach (string file in Directory.GetFiles(read.Path, name + "-*.pkl"))
            {
                int protocol = file[^5] - '0';
                File.WriteAllBytes(rewritten[Path.GetFileName(file)], form.Rewrite(File.ReadAllBytes(file), protocol));
                File.WriteAllBytes(made[Path.GetFileName(file)], form.Write(protocol));
                count++;
            }
        }

        Assert.Equal((Cases.Count * 6) - (13 * 2), count);
        string right = count.ToString(CultureInfo.InvariantCulture);
        Assert.Equal(right, Python.Run(Compare, twins, rewritten.Path));
        Assert.Equal(right, Python.Run(Compare, twins, made.Path));
    }

    internal static (int Protocol, byte[] Data)[] Stored(string name) =>
        [.. File.ReadLines(Repo.Golden("mapping", "forms.txt"))
            .Where(line => line.StartsWith(name + "-", StringComparison.Ordinal)).Select(line => line.Split(' '))
            .Select(parts => (parts[0][^1] - '0', Convert.FromBase64String(parts[1])))];

    private static ClassForm<T> Class<T>(T value)
        where T : class, IPickleClass<T> => new(value);

    private static ValueForm<T> Value<T>(T value)
        where T : struct, IPickleClass<T> => new(value);

    /// <summary>Reads and writes the list that <c>forms.root</c> makes: one object twice.</summary>
    private interface IForm
    {
        byte[] Rewrite(byte[] data, int protocol);

        byte[] Write(int protocol);

        void CheckEqual(byte[] data);
    }

    private sealed class ClassForm<T>(T value) : IForm
        where T : class, IPickleClass<T>
    {
        public byte[] Rewrite(byte[] data, int protocol) => Write(Read(data), protocol);

        public byte[] Write(int protocol) => Write([value, value], protocol);

        public void CheckEqual(byte[] data) => Assert.Equivalent(value, Read(data)[0], strict: true);

        private static List<T> Read(byte[] data)
        {
            List<T> twice = PickleConverters.List(T.PickleConverter) is var list ? list.Read(Pickle.Loads(data)) : [];
            Assert.Equal(2, twice.Count);
            Assert.Same(twice[0], twice[1]);
            return twice;
        }

        private static byte[] Write(List<T> values, int protocol) => PickleConverters.List(T.PickleConverter).Dump(values, protocol);
    }

    private sealed class ValueForm<T>(T value) : IForm
        where T : struct, IPickleClass<T>
    {
        // A struct has no identity: what stands in two places is two.
        public byte[] Rewrite(byte[] data, int protocol) => Write(Read(data)[0], protocol);

        public byte[] Write(int protocol) => Write(value, protocol);

        public void CheckEqual(byte[] data) => Assert.Equal(value, Read(data)[0]);

        private static List<T> Read(byte[] data) => PickleConverters.List(T.PickleConverter).Read(Pickle.Loads(data));

        private static byte[] Write(T value, int protocol)
        {
            PyValue once = Pickle.ToPython(value, new SaveOptions { Protocol = protocol });
            return Pickle.Dumps<PyValue>(new PyList([once, once]), new SaveOptions { Protocol = protocol });
        }
    }
}

internal static class FormExtensions
{
    internal static T With<T>(this T value, Action<T> change)
    {
        change(value);
        return value;
    }

    internal static T Read<T>(this PickleConverter<T> converter, PyValue value) => MappingReader.Convert(value, converter, null);

    internal static byte[] Dump<T>(this PickleConverter<T> converter, T value, int protocol) =>
        Pickle.Dumps(MappingWriter.Convert(value, converter, null, protocol), new SaveOptions { Protocol = protocol });
}
