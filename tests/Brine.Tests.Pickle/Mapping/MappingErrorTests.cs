using System.Numerics;
using Brine.Containers;
using Brine.Pickling;

namespace Brine.Tests.Mapping;

/// <summary>What does not fit is refused by a code and a path, never changed silently.</summary>
public sealed class MappingErrorTests
{
    [Fact]
    public void NumbersThatDoNotFitAreRefused()
    {
        Assert.Equal("CannotMapRange", Refused(() => ((PyValue)BigInteger.Pow(2, 70)).To<int>()).Code);
        Assert.Equal("CannotMapRange", Refused(() => ((PyValue)(-1)).To<ulong>()).Code);
        Assert.Equal("CannotMapType", Refused(() => ((PyValue)1.0).To<int>()).Code);
        Assert.Equal("CannotMapType", Refused(() => PyValue.True.To<int>()).Code);
        Assert.Equal("CannotMapExactly", Refused(() => ((PyValue)0.1).To<float>()).Code);
        Assert.Equal("CannotMapExactly", Refused(() => ((PyValue)long.MaxValue).To<double>()).Code);
        Assert.Equal(1 << 20, ((PyValue)(1 << 20)).To<double>());
        var lossy = new MappingOptions { Lossy = true };
        Assert.Equal(0.1f, ((PyValue)0.1).To<float>(lossy));
        Assert.Equal(1, PyValue.True.To<int>(lossy));
        Assert.Equal("CannotMapRange", Refused(() => ((PyValue)BigInteger.Pow(2, 70)).To<int>(lossy)).Code);
    }

    [Fact]
    public void NoneIsRefusedWhereTheTypeIsNotNullable()
    {
        Assert.Equal("CannotMapNone", Refused(() => PyValue.None.To<int>()).Code);
        Assert.Equal("CannotMapNone", Refused(() => PyValue.None.To<string>()).Code);
        Assert.Null(PyValue.None.To<int?>());
        Assert.Null(PyValue.None.To<object>());
        PickleTypeException error = Refused(
            () => Pickle.Loads<Point>(Pickle.Dumps(Instance("shop.Point", ("x", 1.0), ("y", PyValue.None)))));
        Assert.Equal(("CannotMapNone", "value.y"), (error.Code, error.Path));
    }

    [Fact]
    public void ThePathLeadsToThePlace()
    {
        PyValue value = Pickle.ToPython(
            new Dictionary<string, object> { ["items"] = new List<object> { new[] { 1 }, new object[] { 2, "three" } } });
        PickleTypeException error = Refused(() => value.To<Dictionary<string, List<int[]>>>());
        Assert.Equal("value['items'][1][1]", error.Path);
        Assert.Equal("value['items'][1][1]: the str 'three' is there, an int was wanted", error.Message);
        error = Refused(() => Pickle.ToPython(new List<object> { 1, new Dictionary<string, object> { ["when"] = new Version(1, 0) } }));
        Assert.Equal("value[1]['when']", error.Path);
        PyValue person = Instance("shop.Customer", ("full_name", "Ann"), ("orders", new PyList([Instance("shop.Order", ("customer", 3))])));
        Assert.Equal("value.orders[0].customer", Refused(() => person.To<Customer>()).Path);
    }

    [Fact]
    public void TuplesAndFrozensetsAreOtherTypesUnlessAskedFor()
    {
        PyValue tuple = new PyTuple(1, 2);
        Assert.Equal("CannotMapType", Refused(() => tuple.To<List<int>>()).Code);
        Assert.Equal([1, 2], tuple.To<List<int>>(new MappingOptions { Lossy = true }));
        Assert.Equal("CannotMapType", Refused(() => tuple.To<(int, int, int)>()).Code);
        var frozen = new PySet(isFrozen: true);
        Assert.Equal("CannotMapType", Refused(() => new PyValue(frozen).To<HashSet<int>>()).Code);
    }

    [Fact]
    public void AttributesThatAreMissingOrTooManyAreNamed()
    {
        PickleTypeException missing = Refused(() => Instance("shop.Point", ("x", 1.0)).To<Point>());
        Assert.Equal("CannotMapAttribute", missing.Code);
        Assert.Contains("no attribute 'y'", missing.Message, StringComparison.Ordinal);
        PickleTypeException unknown = Refused(() => Instance("shop.Animal", ("name", "Tom"), ("tail", 1)).To<Animal>());
        Assert.Contains("has the attribute 'tail'", unknown.Message, StringComparison.Ordinal);
        Assert.Equal("Tom", Instance("shop.Animal", ("name", "Tom")).To<Animal>().Name);
        Assert.Equal(0, Instance("shop.Customer", ("full_name", "Ann")).To<Customer>().Age);
        Assert.Contains("made with 1 argument, 2 were wanted",
            Refused(() => new PyValue(new PyObject(new PyGlobal("shop", "Money"), new PyTuple(1))).To<Money>()).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void AttributesInAnyOrderOfManyObjectsAreReadByName()
    {
        var objects = new PyList();
        for (int i = 0; i < 30; i++)
        {
            objects.Add(Instance("shop.Customer", ("full_name", $"a{i}"), ("age", i)));
            objects.Add(Instance("shop.Customer", ("age", i), ("full_name", $"b{i}")));
            objects.Add(Instance("shop.Customer", ("full_name", $"c{i}")));
            objects.Add(Instance("shop.Customer", ("age", i), ("orders", new PyList()), ("full_name", $"d{i}")));
        }

        List<Customer> customers = Pickle.Loads<List<Customer>>(Pickle.Dumps(objects));
        Assert.Equal(Enumerable.Range(0, 120).Select(i => $"{"abcd"[i % 4]}{i / 4}"), customers.Select(customer => customer.Name));
        Assert.Equal(Enumerable.Range(0, 120).Select(i => i % 4 == 2 ? 0 : i / 4), customers.Select(customer => customer.Age));

        objects.Add(Instance("shop.Customer", ("age", 1), ("ages", 2), ("full_name", "e")));
        objects.Add(Instance("shop.Customer", ("age", 1), ("ages", 2), ("full_name", "f")));
        PickleTypeException unknown = Refused(() => Pickle.Loads<List<Customer>>(Pickle.Dumps(objects)));
        Assert.Contains("has the attribute 'ages'", unknown.Message, StringComparison.Ordinal);
        Assert.Equal("value[120]", unknown.Path);
    }

    [Fact]
    public void OldNamesAreReadAndNewOnesWritten()
    {
        Customer customer = Instance("old_shop.Client", ("full_name", "Ann")).To<Customer>();
        Assert.Equal("shop.Customer", Pickle.ToPython(customer).As<PyObject>()!.Class!.FullName);
        PyValue color = new PyObject(new PyGlobal("old_shop", "Colour"), new PyTuple(2));
        Assert.Equal(Color.DarkBlue, color.To<Color>());
        Assert.Equal("CannotMapType", Refused(() => Instance("shop.Stranger").To<Customer>()).Code);
    }

    [Fact]
    public void AConstructorThatRefusesIsTheCause()
    {
        PickleTypeException error = Refused(() => Instance("shop.Picky", ("size", -1)).To<Picky>());
        Assert.Equal("CannotMapObject", error.Code);
        Assert.IsType<ArgumentOutOfRangeException>(error.InnerException);
        error = Refused(() => Pickle.ToPython(Enumerable.Range(0, 3).Select(i => 1 / (i - 1))));
        Assert.Equal("CannotMapObject", error.Code);
        Assert.IsType<DivideByZeroException>(error.InnerException);
    }

    [Fact]
    public void SlotsCannotBeSaidAtOldProtocols() =>
        Assert.Equal("CannotMapProtocol", Refused(() => Pickle.Dumps(new Slotted { Width = 1 }, new SaveOptions { Protocol = 1 })).Code);

    [Fact]
    public void KeysThatPythonCannotHashAreRefused()
    {
        Assert.Equal("CannotMapKey", Refused(() => Pickle.ToPython(new HashSet<List<int>> { new() { 1 } })).Code);
        Assert.Equal("CannotMapKey", Refused(() => Pickle.ToPython(new Dictionary<object, int> { [1] = 1, [1L] = 2 })).Code);
        var twice = new PyDict();
        twice["a"] = 1;
        twice[new PyByteString("b"u8.ToArray())] = 2;
        Assert.Equal(2, new PyValue(twice).To<Dictionary<string, int>>().Count);
        var zones = new PyDict();
        zones[Pickle.ToPython(Guid.Empty)] = 1;
        zones[Pickle.ToPython(Guid.Empty)] = 2;
        Assert.Equal("CannotMapKey", Refused(() => new PyValue(zones).To<Dictionary<Guid, int>>()).Code);
    }

    [Fact]
    public void AnUnknownTypeSaysHowToMakeItKnown()
    {
        PickleTypeException error = Refused(() => Hidden<Stack<int>>(PyValue.None));
        Assert.Equal("CannotMapType", error.Code);
        Assert.Contains("[assembly: PickleType", error.Message, StringComparison.Ordinal);
    }

    private static T Hidden<T>(PyValue value) => value.To<T>();

    private static PyValue Instance(string name, params (string Name, PyValue Value)[] attributes)
    {
        int dot = name.LastIndexOf('.');
        var instance = new PyObject(new PyGlobal(name[..dot], name[(dot + 1)..]), PyTuple.Empty, PyConstruction.NewObject);
        var state = new PyDict();
        foreach ((string attribute, PyValue value) in attributes)
        {
            state[attribute] = value;
        }

        if (state.Count > 0)
        {
            instance.State = state;
        }

        return instance;
    }

    private static PickleTypeException Refused(Func<object?> act) => Assert.Throws<PickleTypeException>(act);
}

[PickleClass("shop.Picky")]
public sealed partial class Picky
{
    public Picky(int size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        Size = size;
    }

    public int Size { get; }
}
