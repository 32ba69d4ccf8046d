using Brine.Arrays;
using Brine.Containers;
using Brine.Pickling;

namespace Brine.Tests.Mapping;

/// <summary>One object of Python is one object of .NET, wherever it stands, or it is refused: changes are seen by all who share
/// it.</summary>
public sealed partial class IdentityTests
{
    [Fact]
    public void ObjectsAmongFurtherAttributesAreYourObjects()
    {
        foreach ((int protocol, byte[] data) in FormTests.Stored("loose"))
        {
            List<Forms.Loose> twice = Pickle.Loads<List<Forms.Loose>>(data);
            Forms.Loose loose = twice[0];
            Assert.Same(loose, twice[1]);
            List<object?> friends = Assert.IsType<List<object?>>(loose.Rest["friends"]);
            Assert.Same(loose.Known, friends[0]);
            Assert.Same(loose, friends[1]);
            var pair = Assert.IsType<System.Collections.Immutable.ImmutableArray<object?>>(loose.Rest["pair"]);
            Assert.Same(loose.Known, pair[0]);
            Assert.Same(loose.Numbers, pair[1]);
            Assert.Equal(data, Pickle.Dumps(twice, new SaveOptions { Protocol = protocol }));
        }
    }

    [Fact]
    public void AnObjectThatIsKeptAsPythonHasItCannotBeYourObjectToo()
    {
        byte[] data = FormTests.Stored("loose")[^1].Data;
        PickleTypeException error = Assert.Throws<PickleTypeException>(() => Pickle.Loads<List<RawLoose>>(data));
        Assert.Equal("CannotMapShared", error.Code);
        Assert.Contains("elsewhere: one object cannot be two; declare object here", error.Message, StringComparison.Ordinal);
        Assert.Equal("value[0].friends", error.Path);
        List<RawLoose> copied = Pickle.Loads<List<RawLoose>>(data, new LoadOptions { Mapping = new MappingOptions { Lossy = true } });
        Assert.Equal(3, copied[0].Rest.Count + 1);
    }

    [Fact]
    public void OneListIsOneListOrRefused()
    {
        var numbers = new PyList([1.5, 2.5]);
        PickleTypeException error = Assert.Throws<PickleTypeException>(() => Views(("as_list", numbers), ("as_array", numbers)).To<Seen>());
        Assert.Equal(("CannotMapShared", "value.as_array"), (error.Code, error.Path));
        Assert.Contains("is wanted as a double[] here and as a List<double> elsewhere", error.Message, StringComparison.Ordinal);
        Seen seen = Views(("as_list", numbers), ("as_readable", numbers), ("as_object", numbers)).To<Seen>();
        Assert.Same(seen.AsList, seen.AsReadable);
        Assert.Same(seen.AsList, seen.AsObject);
        seen.AsList!.Add(3);
        Assert.Equal(3, seen.AsReadable!.Count);
        PyValue written = Pickle.ToPython(seen);
        Assert.Same(written["as_list"].Reference, written["as_object"].Reference);
        seen = Views(("as_array", numbers), ("as_readable", numbers)).To<Seen>();
        Assert.Same(seen.AsArray, seen.AsReadable);
        Assert.Equal(2, Views(("as_list", numbers), ("as_array", numbers)).To<Seen>(new MappingOptions { Lossy = true }).AsArray!.Length);
    }

    [Fact]
    public void AListThatIsKeptAsAPyValueIsNotAListOfNumbersToo()
    {
        var numbers = new PyList([1.5, 2.5]);
        PickleTypeException error = Assert.Throws<PickleTypeException>(
            () => Views(("as_list", numbers), ("kept", new PyTuple(new PyDict { ["in"] = numbers }))).To<Seen>());
        Assert.Equal(("CannotMapShared", "value.kept"), (error.Code, error.Path));
        Seen seen = Views(("kept", numbers), ("as_list", new PyList([1.5]))).To<Seen>();
        Assert.Same(numbers, seen.Kept.Reference);
        PyValue text = "shared text";
        var constant = new PyTuple(text, 1);
        Assert.Equal(1L,
            Assert.IsType<System.Collections.Immutable.ImmutableArray<object?>>(
                Views(("kept", constant), ("as_object", constant)).To<Seen>().AsObject)[1]);
    }

    [Fact]
    public void TuplesAndSetsUnderObjectHoldYourObjects()
    {
        var ann = new Animal { Name = "Ann" };
        var root = new List<object?> { ann, (ann, 1), new HashSet<object> { "a", ann }, new HashSet<object> { ann } };
        byte[] data = Pickle.Dumps(root);
        List<object> read = Pickle.Loads<List<object>>(data);
        Assert.Same(read[0], ((System.Collections.Immutable.ImmutableArray<object?>)read[1])[0]);
        Assert.Contains(read[0], Assert.IsType<HashSet<object?>>(read[2]));
        Assert.Equal(data, Pickle.Dumps(read));
    }

    [Fact]
    public void ATupleThatHoldsItselfThroughAListUnderObjectIsOne()
    {
        var list = new PyList();
        var tuple = new PyTuple(list, 1);
        list.Add(tuple);
        object read = new PyValue(list).To<object>();
        var inside = (System.Collections.Immutable.ImmutableArray<object?>)((List<object?>)read)[0]!;
        Assert.Same(read, inside[0]);
        PyValue written = Pickle.ToPython(read);
        Assert.Same(written.Reference, written[0][0].Reference);
    }

    [Fact]
    public void ANullWhereNoneMayBeIsRefusedWhenItIsWritten()
    {
        Assert.Equal(("CannotMapNone", "value.name"), Refused(new Animal { Name = null! }));
        Assert.Equal(("CannotMapNone", "value.orders[0].customer"),
            Refused(new Customer { Name = "Ann", Orders = { new Order(null!, 1, default) } }));
        Assert.Equal(("CannotMapNone", "value.as_list_of_texts[1]"), Refused(new Seen { AsListOfTexts = ["a", null!] }));
        Assert.Equal(("CannotMapNone", "value.by_name['a']"), Refused(new Seen { ByName = new() { ["a"] = null! } }));
        Assert.Equal(("CannotMapNone", "value.pairs[0][1]"), Refused(new Seen { Pairs = [(1, null!)] }));
        Assert.Equal("[None, ['a', None]]",
            Pickle.ToPython<object>(new List<object?> { null, new List<string?> { "a", null } }).ToString());
        Assert.True(Pickle.ToPython<Animal?>(null).IsNone);
        Assert.Equal("['a', None]", Pickle.ToPython(new Seen { AsObject = new List<string> { "a", null! } })["as_object"].ToString());

        static (string, string?) Refused<T>(T value)
        {
            PickleTypeException error = Assert.Throws<PickleTypeException>(() => Pickle.ToPython(value));
            return (error.Code, error.Path);
        }
    }

    private static PyValue Views(params (string Name, PyValue Value)[] attributes)
    {
        var state = new PyDict();
        foreach ((string name, PyValue value) in attributes)
        {
            state[name] = value;
        }

        return new PyObject(new PyGlobal("graph", "Seen"), PyTuple.Empty, PyConstruction.NewObject) { State = state };
    }

    [PickleClass("graph.Seen")]
    public sealed partial class Seen
    {
        [PickleOptional]
        public List<double>? AsList { get; set; }

        [PickleOptional]
        public double[]? AsArray { get; set; }

        [PickleOptional]
        public IReadOnlyList<double>? AsReadable { get; set; }

        [PickleOptional]
        public object? AsObject { get; set; }

        [PickleOptional]
        public List<string>? AsListOfTexts { get; set; }

        [PickleOptional]
        public Dictionary<string, string>? ByName { get; set; }

        [PickleOptional]
        public List<(int, string)>? Pairs { get; set; }

        public PyValue Kept { get; set; }
    }

    // Stands for forms.Loose, which is Forms.Loose.
#pragma warning disable BRINE013
    [PickleClass("forms.Loose")]
    public sealed partial class RawLoose
    {
        public Forms.Plain? Known { get; set; }

        public List<double> Numbers { get; set; } = [];

        [PickleExtra]
        public Dictionary<string, PyValue> Rest { get; } = [];
    }
}
