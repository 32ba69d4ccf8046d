using System.Globalization;
using Brine.Pickling;

namespace Brine.Tests.Pickling;

/// <summary>Lists of texts are written in one loop: what is shared stays shared, and what the loop does not take is written as
/// elsewhere.</summary>
public sealed class TextRunTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void EveryKindOfTextKeepsItsBytesAmongOthers(int protocol)
    {
        var texts = new List<PyValue>();
        for (int i = 0; i < 3_000; i++)
        {
            texts.Add((i % 11) switch
            {
                0 => new string('é', i % 300),
                1 => new string('a', 255),
                2 => new string('a', 256),
                3 => new string('\ud800', 1),
                4 => i,
                5 => new PyList(["in", i.ToString(CultureInfo.InvariantCulture), "between"]),
                _ => "text " + i.ToString(CultureInfo.InvariantCulture),
            });
        }

        byte[] first = Pickler.Dump(new PyList(texts), new PicklerOptions { Protocol = protocol });
        PyValue loaded = Unpickler.Load(first);
        Assert.Equal(first, Pickler.Dump(loaded, new PicklerOptions { Protocol = protocol }));
    }

    [Fact]
    public void ATextThatComesAgainInTheListIsRecalled()
    {
        PyValue one = Unpickler.Load(Pickler.Dump(new PyList(Enumerable.Range(0, 50).Select(i => (PyValue)$"name {i}").ToList())));
        var list = new PyList(one.As<PyList>()!.Concat(one.As<PyList>()!).ToList());
        byte[] bytes = Pickler.Dump(list);
        Assert.True(bytes.Length < 50 * 14, $"{bytes.Length} bytes");
        var loaded = Unpickler.Load(bytes).As<PyList>()!;
        Assert.Equal(list, loaded);
        Assert.Same(loaded[3].AsString(), loaded[53].AsString());
    }

    [Fact]
    public void ATextThatIsMetAgainWithoutItsIdentityIsRecalledToo()
    {
        var read = Unpickler.Load(Pickler.Dump(new PyList(Enumerable.Range(0, 1_500).Select(i => (PyValue)$"name {i}").ToList())))
            .As<PyList>()!;

        // A .NET program took two texts out of the list, and wrote them into another one, as strings.
        var own = new PyList([read[7].AsString(), read[1_400].AsString(), "another"]);
        foreach (PyList whole in (PyList[])[new PyList([read, own, read[9]]), new PyList([own, read, read[9]])])
        {
            var loaded = Unpickler.Load(Pickler.Dump(whole)).As<PyList>()!;
            PyList texts = loaded.Select(value => value.As<PyList>()).OfType<PyList>().Single(list => list.Count == 1_500);
            PyList again = loaded.Select(value => value.As<PyList>()).OfType<PyList>().Single(list => list.Count == 3);
            Assert.Same(texts[7].AsString(), again[0].AsString());
            Assert.Same(texts[1_400].AsString(), again[1].AsString());
            Assert.Same(texts[9].AsString(), loaded[2].AsString());
        }
    }

    [Fact]
    public void ALooseTextBesideAListInManyRunsTakesTimeForTheListOnce()
    {
        var items = new List<PyValue>();
        for (int i = 0; i < 60_000; i++)
        {
            items.Add("a text of its own " + i.ToString(CultureInfo.InvariantCulture));
            items.Add(new PyList([$"inner {i}"]));
        }

        PyValue read = Unpickler.Load(Pickler.Dump(new PyList(items)));
        string loose = "a text of the program";
        byte[] bytes = Pickler.Dump(new PyList([read, loose, loose]));
        var loaded = Unpickler.Load(bytes).As<PyList>()!;
        Assert.Same(loaded[1].AsString(), loaded[2].AsString());
        Assert.Equal(Pickler.Dump(read), Pickler.Dump(loaded[0]));
    }
}
