using Brine.Pickling;

namespace Brine.Tests.Mapping;

/// <summary>Identity, circles and depth, both ways.</summary>
public sealed class MappingGraphTests
{
    private static readonly int Deep = Stages.Depth;

    [Fact]
    public void DeepListsInListsAreWrittenAndRead()
    {
        var outer = new List<object?>();
        List<object?> at = outer;
        for (int i = 1; i < Deep; i++)
        {
            var inner = new List<object?>();
            at.Add(inner);
            at = inner;
        }

        object? read = Pickle.Loads<object>(Pickle.Dumps(outer));
        int depth = 0;
        for (; read is List<object?> { Count: 1 } list; depth++)
        {
            read = list[0];
        }

        Assert.Equal(Deep - 1, depth);
    }

    [Fact]
    public void DeepObjectsInObjectsAreWrittenAndRead()
    {
        Link? link = null;
        Chain? chain = null;
        for (int i = 0; i < Deep; i++)
        {
            link = new Link { Next = link };
            chain = new Chain(chain, i);
        }

        Link? readLink = Pickle.ToPython(link).To<Link>();
        Chain? readChain = Pickle.ToPython(chain).To<Chain>();
        for (int i = Deep - 1; i >= 0; i--)
        {
            Assert.Equal(i, readChain!.Number);
            (readLink, readChain) = (readLink!.Next, readChain.Next);
        }

        Assert.Null(readLink);
        Assert.Null(readChain);
    }

    [Fact]
    public void OneObjectIsReadOnce()
    {
        var shared = new List<int> { 1 };
        var bytes = new byte[] { 1 };
        var node = new Node { Name = "n", Numbers = shared, Same = shared, Raw = bytes };
        node.Others = new HashSet<Node> { node };
        node.ByName = new Dictionary<string, Node> { ["me"] = node };
        var other = new Node { Raw = bytes, Numbers = [] };
        Node[] read = Pickle.Loads<Node[]>(Pickle.Dumps(new[] { node, node, other }));
        Assert.Same(read[0], read[1]);
        Assert.Same(read[0].Numbers, read[0].Same);
        Assert.Same(read[0], Assert.Single(read[0].Others!));
        Assert.Same(read[0], read[0].ByName!["me"]);
        Assert.Same(read[0].Raw, read[2].Raw);
    }

    [Fact]
    public void ACircleThroughAConstructorIsReadWhereAListStandsBetween()
    {
        var team = new Team("A", []);
        team.Members.Add(new Member("Ann", team));
        team.Members.Add(new Member("Bob", team));
        Team read = Pickle.Loads<Team>(Pickle.Dumps(team));
        Assert.Equal(["Ann", "Bob"], read.Members.Select(member => member.Name));
        Assert.All(read.Members, member => Assert.Same(read, member.Team));
        Member first = Pickle.Loads<Member>(Pickle.Dumps(team.Members[0]));
        Assert.Same(first, first.Team.Members[0]);
    }

    [Fact]
    public void AnObjectThatNeedsItselfToBeMadeIsRefused()
    {
        var self = new PyObject(new PyGlobal("graph", "Chain"), PyTuple.Empty, PyConstruction.NewObject);
        var state = new PyDict();
        state["next"] = self;
        state["number"] = 1;
        self.State = state;
        Assert.Equal("CannotMapCycle", Assert.Throws<PickleTypeException>(() => new PyValue(self).To<Chain>()).Code);
    }

    [Fact]
    public void KeysAreCompleteBeforeTheyAreHashed()
    {
        var keys = new Dictionary<Key, string>
            { [new Key { Name = "a", Parts = (1, "x") }] = "first", [new Key { Name = "b", Parts = (2, "y") }] = "second" };
        Dictionary<Key, string> read = Pickle.Loads<Dictionary<Key, string>>(Pickle.Dumps(keys));
        Assert.Equal("second", read[new Key { Name = "b", Parts = (2, "y") }]);
    }

    [Fact]
    public void WhereABaseClassOrInterfaceIsWantedTheFileSaysWhichClassItIs()
    {
        var drawing = new Drawing { Shapes = [new Circle(1.5), new Square { Side = 2 }, null], Round = new Circle(3) };
        Drawing read = Pickle.Loads<Drawing>(Pickle.Dumps(drawing));
        Assert.Equal(1.5, Assert.IsType<Circle>(read.Shapes[0]).Radius);
        Assert.Equal(2, Assert.IsType<Square>(read.Shapes[1]).Side);
        Assert.Null(read.Shapes[2]);
        Assert.Equal(3, Assert.IsType<Circle>(read.Round).Radius);
        PyValue wrong = Pickle.ToPython(drawing);
        wrong.AsObject()!.Attributes!["round"] = Pickle.ToPython(new Square());
        Assert.Equal("value.round", Assert.Throws<PickleTypeException>(() => wrong.To<Drawing>()).Path);
    }

    [Fact]
    public void WideFlagsAndGenericBasesGoBothWays()
    {
        var wide = new Wide { Bits = WideBits.Top | WideBits.Low, Value = 5 };
        Wide read = Pickle.Loads<Wide>(Pickle.Dumps(wide));
        Assert.Equal((wide.Bits, 5), (read.Bits, read.Value));
        PyValue unknown = new PyObject(new PyGlobal("graph", "WideBits"), new PyTuple(2));
        Assert.Equal("CannotMapEnum", Assert.Throws<PickleTypeException>(() => unknown.To<WideBits>()).Code);
    }

    [Fact]
    public void AConverterOfOnesOwnMayTurnObjectsOfTheClassThatAsksIt()
    {
        var inner = new Wrapped { Number = 2, Name = "inner" };
        var outer = new Wrapped { Number = 1, Inside = inner, Name = "outer" };
        List<Wrapped> read = Pickle.Loads<List<Wrapped>>(
            Pickle.Dumps(new List<Wrapped> { outer, inner, new() { Number = 3, Inside = outer, Name = "last" } }));
        Assert.Equal(["outer", "inner", "last"], read.Select(one => one.Name));
        Assert.Equal((2, "inner", "outer"), (read[0].Inside!.Number, read[0].Inside!.Name, read[2].Inside!.Name));
    }

    [Fact]
    public void ObjectsAmongAMillionAreOneWhereTheyAreMetTwice()
    {
        Animal[] animals = [
            .. Enumerable.Range(0, 3000).Select(i => i % 2 == 0 ? new Animal { Name = $"a{i}" } : new Dog { Name = $"d{i}", Tricks = i })];
        var list = new List<Animal>(animals.Concat(animals.Reverse()));
        var root = new Dictionary<string, List<Animal>> { ["all"] = list, ["some"] = [animals[5], animals[4]] };
        byte[] data = Pickle.Dumps(root);
        Assert.Equal(Pickle.Dumps(Pickle.ToPython(root)), data);
        Dictionary<string, List<Animal>> read = Pickle.Loads<Dictionary<string, List<Animal>>>(data);
        Assert.Same(read["all"][5], read["some"][0]);
        Assert.Same(read["all"][0], read["all"][^1]);
        Assert.Equal(animals[5].Name, read["some"][0].Name);
    }

    [Fact]
    public void WhatIsRefusedWhileAListIsWrittenIsToldWithItsPlace()
    {
        var animals = new List<Animal> { new() { Name = "a" }, new() { Name = null! }, new() { Name = "c" } };
        Assert.Equal("value[1].name", Assert.Throws<PickleTypeException>(() => Pickle.Dumps(animals)).Path);
        Assert.Equal("value[2]",
            Assert.Throws<PickleTypeException>(() => Pickle.Dumps(new List<Animal> { animals[0], animals[2], null! })).Path);
    }

    [Fact]
    public void AConverterOfOnesOwnMayAskAnother()
    {
        var box = new Boxed { Inside = new Temperature(21.5) };
        PyValue written = Pickle.ToPython(box);
        Assert.Equal("[21.5]", written["inside"].ToString());
        Assert.Equal(21.5, written.To<Boxed>().Inside.Degrees);
    }
}

[PickleClass("graph.Link")]
public sealed partial class Link
{
    public Link? Next { get; set; }
}

[PickleClass("graph.Chain")]
public sealed partial record Chain(Chain? Next, int Number);

[PickleClass("graph.Node")]
public sealed partial class Node
{
    public string? Name { get; set; }

    public required List<int> Numbers { get; set; }

    public IReadOnlyList<int>? Same { get; set; }

    public byte[]? Raw { get; set; }

    public ISet<Node>? Others { get; set; }

    public IReadOnlyDictionary<string, Node>? ByName { get; set; }
}

[PickleClass("graph.Team")]
public sealed partial record Team(string Name, List<Member> Members);

[PickleClass("graph.Member")]
public sealed partial record Member(string Name, Team Team);

[PickleClass("graph.Key")]
public sealed partial record Key
{
    public string Name { get; set; } = "";

    public (int, string) Parts { get; set; }
}

[PickleClass("graph.Wrapped")]
public sealed partial class Wrapped
{
    public int Number { get; set; }

    [PickleConverter(typeof(WrappedConverter))]
    public Wrapped? Inside { get; set; }

    public string Name { get; set; } = "";
}

public sealed class WrappedConverter : PickleConverter<Wrapped?>
{
    public override PyValue Write(Wrapped? value, MappingWriter writer) =>
        value is null ? PyValue.None : writer.Write(value, PickleConverters.OfClass<Wrapped>());

    public override Wrapped? Read(PyValue value, MappingReader reader) =>
        value.IsNone ? null : reader.Read(value, PickleConverters.OfClass<Wrapped>());
}

public readonly record struct Temperature(double Degrees);

public sealed class TemperatureConverter : PickleConverter<Temperature>
{
    public override PyValue Write(Temperature value, MappingWriter writer) => new PyList([value.Degrees]);

    public override Temperature Read(PyValue value, MappingReader reader) =>
        new(reader.Read(value, PickleConverters.Of<List<double>>())[0]);
}

[PickleClass("graph.Boxed")]
public sealed partial class Boxed
{
    [PickleConverter(typeof(TemperatureConverter))]
    public Temperature Inside { get; set; }
}

public abstract class Shape;

public interface IRound
{
    double Radius { get; }
}

[PickleClass("graph.Circle")]
public sealed partial class Circle(double radius) : Shape, IRound
{
    public double Radius { get; } = radius;
}

[PickleClass("graph.Square")]
public sealed partial class Square : Shape
{
    public double Side { get; set; }
}

[PickleClass("graph.Drawing")]
public sealed partial class Drawing
{
    public List<Shape?> Shapes { get; set; } = [];

    public IRound? Round { get; set; }
}

[Flags]
[PickleClass("graph.WideBits")]
public enum WideBits : ulong
{
    Low = 1,
    Top = 1UL << 63,
}

public class Holder<T>
{
    public T? Value { get; set; }
}

[PickleClass("graph.Wide")]
public sealed partial class Wide : Holder<int>
{
    public WideBits Bits { get; set; }
}
