using Brine.Pickling;

namespace Brine.Tests.Pickling;

/// <summary>The attributes of an instance become a dict when somebody asks for them: nobody can tell.</summary>
public sealed class LaterStateTests
{
    [Fact]
    public void DictsOfAttributesThatTheFileNamesAgainAreTheObjectsOwn()
    {
        PyObject[] objects = Customers(300);
        byte[] file = Pickler.Dump(
            new PyList([new PyList(objects.Select(item => new PyValue(item))), new PyList(objects.Select(item => item.State))]),
            Protocol(5));

        PyList read = Unpickler.Load(file).As<PyList>()!;
        PyList loaded = read[0].As<PyList>()!, states = read[1].As<PyList>()!;
        for (int i = 0; i < objects.Length; i++)
        {
            Assert.Same(states[i].Reference, loaded[i].As<PyObject>()!.Attributes);
            Assert.Equal("customer " + i, states[i].As<PyDict>()!["name"].AsString());
        }

        Assert.Equal(file, Pickler.Dump(read, Protocol(5)));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(5)]
    public void FilesAreWrittenAsTheyWereWhoeverLookedBefore(int protocol)
    {
        byte[] file = Pickler.Dump(new PyList(Customers(300).Select(item => new PyValue(item))), Protocol(protocol));
        PyList read = Unpickler.Load(file).As<PyList>()!;
        Assert.Equal(file, Pickler.Dump(read, Protocol(protocol)));
        Assert.Equal(3, read[7].As<PyObject>()!.Attributes!.Count);
        Assert.Equal(file, Pickler.Dump(read, Protocol(protocol)));
    }

    [Fact]
    public void AnEntryThatIsOverwrittenLeavesTheStateBehindItAlone()
    {
        byte[] file =
        [
            0x80, 4, .. Latin(
                "]\u0094(\u008c\u0004shop\u0094\u008c\u0001C\u0094\u0093\u0094)\u0081\u0094}\u0094(\u008c\u0001a\u0094K\u0001ub"),
            .. Latin("h\u0003)\u0081\u0094}\u0094(h\u0006K\u0002ub"),

            // 9 goes to entry 7, where the second object stands; entry 8 is its dict.
            .. Latin("K\u0009q\u0007h\u0008h\u0007e."),
            .. new byte[32],
        ];
        PyList read = Unpickler.Load(file).As<PyList>()!;
        Assert.Equal(5, read.Count);
        Assert.Same(read[1].As<PyObject>()!.Attributes, read[3].Reference);
        Assert.Equal(2, read[3].As<PyDict>()!["a"]);
        Assert.Equal(9, read[4]);
    }

    [Fact]
    public void ThreadsThatAskAtOnceSeeOneDict()
    {
        byte[] file = Pickler.Dump(new PyList(Customers(2000).Select(item => new PyValue(item))), Protocol(5));
        PyList read = Unpickler.Load(file).As<PyList>()!;
        var seen = new PyDict?[4][];
        Parallel.For(0, seen.Length,
            thread => seen[thread] = [.. Enumerable.Range(0, read.Count).Select(i => read[i].As<PyObject>()!.Attributes)]);
        for (int i = 0; i < read.Count; i++)
        {
            Assert.All(seen, states => Assert.Same(seen[0][i], states[i]));
        }
    }

    [Fact]
    public void AViewLeavesTheStateAlone()
    {
        PyList read = Unpickler.Load(Pickler.Dump(new PyList(Customers(3).Select(item => new PyValue(item))), Protocol(5))).As<PyList>()!;
        PyObject last = read[2].As<PyObject>()!;
        Assert.Null(last.View);
        last.View = "seen";
        Assert.Equal("seen", last.View);
        Assert.Equal("customer 2", last.Attributes!["name"].AsString());
    }

    [Fact]
    public void ARecordTakesFewBytes()
    {
        const int Count = 20_000;
        byte[] file = Pickler.Dump(new PyList(Customers(Count).Select(item => new PyValue(item))), Protocol(5));
        Unpickler.Load(file);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Unpickler.Load(file);
        double each = (GC.GetAllocatedBytesForCurrentThread() - before) / (double)Count;

        // An object, an array of three values, a text, places in the list while it grows, and those of the memo where the pool has none.
        Assert.True(each < 320, $"{each} bytes a record");
    }

    private static PicklerOptions Protocol(int protocol) => new() { Protocol = protocol };

    private static byte[] Latin(string text) => System.Text.Encoding.Latin1.GetBytes(text);

    private static PyObject[] Customers(int count)
    {
        var customer = new PyGlobal("shop", "Customer");
        PyValue number = PyValue.FromText("number"), name = PyValue.FromText("name"), paid = PyValue.FromText("paid");
        return [.. Enumerable.Range(0, count).Select(i => new PyObject(customer, PyTuple.Empty, PyConstruction.NewObject)
        {
            State = new PyDict { [number] = i, [name] = "customer " + i, [paid] = i % 2 == 0 },
        })];
    }
}
