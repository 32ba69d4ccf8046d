using Brine.Containers;
using Brine.Tests.Support;

namespace Brine.Tests.Mapping;

/// <summary>Python's own pickles of each form load as C# classes and are written back byte for byte; Python finds its own objects in what C# wrote.</summary>
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
    public void PythonsObjectsBecomeOursAndPythonsAgain()
    {
        Python.Require();
        using var folder = new TemporaryFolder();
        Python.Run(Write, Repo.File("tests", "Brine.Tests", "Mapping"), folder.Path);
        string[] files = Directory.GetFiles(folder.Path, "*.pkl");
        Assert.Equal((17 * 6) - 2, files.Length);
        var different = new List<string>();
        foreach (string file in files)
        {
            string name = Path.GetFileNameWithoutExtension(file);
            byte[] rewritten = Rewrite(name.Split('-')[0], file, new SaveOptions { Protocol = name[^1] - '0' });
            File.WriteAllBytes(file + ".out", rewritten);
            if (!File.ReadAllBytes(file).AsSpan().SequenceEqual(rewritten))
            {
                different.Add(name);
            }
        }

        Assert.Empty(different);

        Assert.Equal(files.Length.ToString(System.Globalization.CultureInfo.InvariantCulture), Python.Run(Compare, Repo.File("tests", "Brine.Tests", "Mapping"), folder.Path));
    }

    private static byte[] Rewrite(string name, string file, SaveOptions options) => name switch
    {
        "color" => Pickle.Dumps(Pickle.Load<Color>(file), options),
        "size" => Pickle.Dumps(Pickle.Load<Size>(file), options),
        "rights" => Pickle.Dumps(Pickle.Load<Rights>(file), options),
        "mood" => Pickle.Dumps(Pickle.Load<Mood>(file), options),
        "people" => Pickle.Dumps(Pickle.Load<List<object>>(file), options),
        "point" => Pickle.Dumps(Pickle.Load<Point>(file), options),
        "slotted" => Pickle.Dumps(Pickle.Load<Slotted>(file), options),
        "frozen" => Pickle.Dumps(Pickle.Load<Frozen>(file), options),
        "pair" => Pickle.Dumps(Pickle.Load<NamedPair>(file), options),
        "money" => Pickle.Dumps(Pickle.Load<Money>(file), options),
        "made" => Pickle.Dumps(Pickle.Load<Made>(file), options),
        "version" => Pickle.Dumps(Pickle.Load<ShopVersion>(file), options),
        "basket" => Pickle.Dumps(Pickle.Load<Basket>(file), options),
        "stock" => Pickle.Dumps(Pickle.Load<Stock>(file), options),
        "animals" => Pickle.Dumps(Pickle.Load<Animal[]>(file), options),
        "loose" => Pickle.Dumps(Pickle.Load<Loose>(file), options),
        "everything" => Pickle.Dumps(Pickle.Load<Everything>(file), options),
        _ => throw new InvalidOperationException(name),
    };
}
