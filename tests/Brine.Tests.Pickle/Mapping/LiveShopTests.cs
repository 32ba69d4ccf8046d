using Brine.Containers;
using Brine.Pickling;

namespace Brine.Tests.Mapping;

/// <summary>Python's own pickles of each form load as C# classes and are written back byte for byte; Python finds its own objects in what
/// C# wrote.</summary>
[Trait("Stage", "Python")]
public sealed class LiveShopTests
{
    private const string Write = """
        import pickle, sys
        sys.path.insert(0, sys.argv[1])
        import shop
        for name, make in shop.VALUES.items():
            for protocol in range(6):
                try:
                    data = pickle.dumps(make(), protocol)
                except TypeError:
                    continue  # __slots__ at protocols 0 and 1
                open(f"{sys.argv[2]}/{name}-{protocol}.pkl", "wb").write(data)
        """;

    private const string Compare = """
        import pickle, sys
        sys.path.insert(0, sys.argv[1])
        import shop
        count = 0
        for name, make in shop.VALUES.items():
            for protocol in range(6):
                try:
                    pickle.dumps(make(), protocol)
                except TypeError:
                    continue
                got = pickle.load(open(f"{sys.argv[2]}/{name}-{protocol}.pkl.out", "rb"))
                if name == "people":
                    ann, bob, order = got
                    assert type(ann) is shop.Customer and ann.friend is bob and bob.friend is ann and ann.orders == [order] and order.customer is ann, got
                    assert vars(order) == {**vars(make()[2]), "customer": ann}, vars(order)
                    assert (ann.full_name, ann.age, ann.favourite) == ("Ann", 41, shop.Color.DARK_BLUE)
                else:
                    assert type(got) is type(make()) and got == make(), (name, protocol, got)
                count += 1
        print(count)
        """;

    [Fact]
    public void StoredPicklesOfEachFormAreWrittenByteForByte()
    {
        (string Name, byte[] Data)[] stored = Stored();
        Assert.Equal((17 * 6) - 2, stored.Length);
        Assert.All(stored,
            one => Assert.Equal(one.Data, Rewrite(one.Name.Split('-')[0], one.Data, new SaveOptions { Protocol = one.Name[^1] - '0' })));
    }

    [Fact]
    public void ObjectsMadeInCSharpAreThoseThatPythonMade()
    {
        var ann = new Customer { Name = "Ann", Age = 41, Favourite = Color.DarkBlue };
        var bob = new Customer { Name = "Bob", Age = 35, Friend = ann };
        ann.Friend = bob;
        ann.Orders.Add(new Order(ann, 12.50m, new DateTime(2024, 2, 29, 12, 30, 0, 0, 5)) { Tags = ["tea", "cups"] });
        Check("people", new object[] { ann, bob, ann.Orders[0] });
        Check("color", Color.DarkBlue);
        Check("size", Size.Small);
        Check("rights", Rights.Read);
        Check("mood", Mood.VeryGood);
        Check("point", new Point(1.5, -2));
        Check("slotted", new Slotted { Width = 3 });
        Check("frozen", new Frozen(1, "b"));
        Check("pair", new NamedPair("left"));
        Check("money", new Money(9.99m, "EUR"));
        Check("made", new Made { Seed = 5, Label = "five" });
        Check("version", new ShopVersion { Major = 3, Minor = 11 });
        Check("basket", new Basket { Points = [new(1, 2), new(3, 4.5)], Owner = "Ann" });
        Check("stock", new Stock { ["tea"] = 3, ["cups"] = 4, Shelf = 7 });
        Check("animals", new List<Animal> { new() { Name = "Tom" }, new Dog { Name = "Rex", Tricks = 3 } });

        static void Check<T>(string name, T value)
        {
            (string Name, byte[] Data)[] stored = [.. Stored().Where(one => one.Name.StartsWith(name + "-", StringComparison.Ordinal))];
            Assert.NotEmpty(stored);
            Assert.All(stored, one => Assert.Equal(one.Data, Pickle.Dumps(value, new SaveOptions { Protocol = one.Name[^1] - '0' })));
        }
    }

    [Theory]
    [InlineData("KGxwMAooaXNob3AKQW5pbWFsCnAxCihkcDIKUyduYW1lJwpwMwpTJ1RvbScKcDQKc2JhY2NvcHlfcmVnCl9yZWNvbnN0cnVjdG9yCnA1Cihjc2hvcApEb2cKcDYKY19fYnVpbHRpbl9fCm9iamVjdApwNwpOdHA4ClJwOQooZHAxMApTJ3RyaWNrcycKcDExCkkzCnNnMwpWUmV4CnAxMgpzYmFnMQphLg==")]
    [InlineData("XXEAKChjc2hvcApBbmltYWwKcQFvcQJ9cQNVBG5hbWVxBFUDVG9tcQVzYmNjb3B5X3JlZwpfcmVjb25zdHJ1Y3RvcgpxBihjc2hvcApEb2cKcQdjX19idWlsdGluX18Kb2JqZWN0CnEITnRxCVJxCn1xCyhVBnRyaWNrc3EMSwNoBFgDAAAAUmV4cQ11YmgCZS4=")]
    [InlineData("gAJdcQAoKGNzaG9wCkFuaW1hbApxAW9xAn1xA1UEbmFtZXEEVQNUb21xBXNiY3Nob3AKRG9nCnEGKYFxB31xCChVBnRyaWNrc3EJSwNoBFgDAAAAUmV4cQp1YmgCZS4=")]
    public void ObjectsOfPython2AreRead(string data)
    {
        // An Animal of the old style, a Dog of the new one, and the Animal again, at protocols 0, 1, 2 of Python 2.7.
        List<Animal> animals = Pickle.Loads<List<Animal>>(Convert.FromBase64String(data));
        Assert.Equal(("Tom", "Rex", 3), (animals[0].Name, animals[1].Name, Assert.IsType<Dog>(animals[1]).Tricks));
        Assert.Same(animals[0], animals[2]);
    }

    [Fact]
    public void SpoiltPicklesAreRefusedAndNothingElse()
    {
        var random = new Random(1);
        int refused = 0;
        foreach ((string name, byte[] data) in Stored())
        {
            for (int i = 0; i < 200; i++)
            {
                byte[] spoilt = (byte[])data.Clone();
                spoilt[random.Next(spoilt.Length)] = i % 2 == 0 ? (byte)random.Next(256) : spoilt[random.Next(spoilt.Length)];
                try
                {
                    Rewrite(name.Split('-')[0], spoilt, new SaveOptions());
                }
                catch (PickleException)
                {
                    refused++;
                }
            }
        }

        Assert.InRange(refused, 5_000, 20_000);
    }

    [Fact]
    public void FlagsThatPython311PickledOneByOneAreRead()
    {
        // pickle.dumps(shop.Rights.READ | shop.Rights.WRITE, 0), Python 3.11.2 without __reduce_ex__
        byte[] data = System.Text.Encoding.ASCII.GetBytes(
            "c_operator\nor_\n(c__builtin__\ngetattr\n(cshop\nRights\nVREAD\ntRc__builtin__\ngetattr\n(cshop\nRights\nVWRITE\ntRtR.");
        Assert.Equal(Rights.Read | Rights.Write, Pickle.Loads<Rights>(data));
    }

    [Fact]
    public void PythonsObjectsBecomeOursAndPythonsAgain()
    {
        Python.Require();
        using var folder = new TemporaryFolder();
        Python.Run(Write, Repo.File("tests", "Brine.Tests.Pickle", "Mapping"), folder.Path);
        string[] files = Directory.GetFiles(folder.Path, "*.pkl");
        Assert.Equal((17 * 6) - 2, files.Length);
        var different = new List<string>();
        foreach (string file in files)
        {
            string name = Path.GetFileNameWithoutExtension(file);
            byte[] rewritten = Rewrite(name.Split('-')[0], File.ReadAllBytes(file), new SaveOptions { Protocol = name[^1] - '0' });
            File.WriteAllBytes(file + ".out", rewritten);
            if (!File.ReadAllBytes(file).AsSpan().SequenceEqual(rewritten))
            {
                different.Add(name);
            }
        }

        Assert.Empty(different);

        Assert.Equal(files.Length.ToString(System.Globalization.CultureInfo.InvariantCulture),
            Python.Run(Compare, Repo.File("tests", "Brine.Tests.Pickle", "Mapping"), folder.Path));
    }

    private static (string Name, byte[] Data)[] Stored() =>
        [.. File.ReadLines(Repo.Golden("mapping", "shop.txt")).Select(line => line.Split(' '))
            .Select(parts => (parts[0], Convert.FromBase64String(parts[1])))];

    private static byte[] Rewrite(string name, byte[] data, SaveOptions options) => name switch
    {
        "color" => Pickle.Dumps(Pickle.Loads<Color>(data), options),
        "size" => Pickle.Dumps(Pickle.Loads<Size>(data), options),
        "rights" => Pickle.Dumps(Pickle.Loads<Rights>(data), options),
        "mood" => Pickle.Dumps(Pickle.Loads<Mood>(data), options),
        "people" => Pickle.Dumps(Pickle.Loads<List<object>>(data), options),
        "point" => Pickle.Dumps(Pickle.Loads<Point>(data), options),
        "slotted" => Pickle.Dumps(Pickle.Loads<Slotted>(data), options),
        "frozen" => Pickle.Dumps(Pickle.Loads<Frozen>(data), options),
        "pair" => Pickle.Dumps(Pickle.Loads<NamedPair>(data), options),
        "money" => Pickle.Dumps(Pickle.Loads<Money>(data), options),
        "made" => Pickle.Dumps(Pickle.Loads<Made>(data), options),
        "version" => Pickle.Dumps(Pickle.Loads<ShopVersion>(data), options),
        "basket" => Pickle.Dumps(Pickle.Loads<Basket>(data), options),
        "stock" => Pickle.Dumps(Pickle.Loads<Stock>(data), options),
        "animals" => Pickle.Dumps(Pickle.Loads<Animal[]>(data), options),
        "loose" => Pickle.Dumps(Pickle.Loads<Loose>(data), options),
        "everything" => Pickle.Dumps(Pickle.Loads<Everything>(data), options),
        _ => throw new InvalidOperationException(name),
    };
}
