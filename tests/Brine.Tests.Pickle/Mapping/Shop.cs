using System.Collections.Immutable;
using System.Numerics;
using Brine.Pickling;

namespace Brine.Tests.Mapping;

/// <summary>The C# side of <c>shop.py</c>.</summary>
[PickleClass("shop.Color", "old_shop.Colour")]
public enum Color
{
    Red = 1,
    DarkBlue = 2,
}

[PickleClass("shop.Size")]
public enum Size
{
    [PickleValue("s")]
    Small,

    [PickleValue("l")]
    Large,
}

[Flags]
[PickleClass("shop.Rights")]
public enum Rights
{
    None = 0,
    Read = 4,
    Write = 2,
}

[PickleClass("shop.Mood", Form = PickleForm.MemberName)]
public enum Mood
{
    Good,
    VeryGood,
}

[PickleClass("shop.Customer", "old_shop.Client")]
public sealed partial class Customer
{
    [PickleName("full_name")]
    public string Name { get; set; } = "";

    public int Age { get; set; }

    public Color Favourite { get; init; } = Color.Red;

    public List<Order> Orders { get; } = [];

    public Customer? Friend { get; set; }

    [PickleIgnore]
    public string Cache { get; set; } = "not kept";

    public string Shout => Name.ToUpperInvariant();
}

[PickleClass("shop.Order")]
public sealed partial record Order(Customer Customer, decimal Price, DateTime Placed)
{
    public IReadOnlyList<string> Tags { get; init; } = [];
}

[PickleClass("shop.Point")]
public readonly partial record struct Point(double X, double Y);

[PickleClass("shop.Slotted", Slots = true)]
public partial class Slotted
{
    public required int Width { get; init; }

    public string? Note { get; set; }
}

[PickleClass("shop.Frozen", Form = PickleForm.FrozenSlots)]
public sealed partial record Frozen(int A, string B);

[PickleClass("shop.Pair", Form = PickleForm.NamedTuple)]
public sealed partial record NamedPair(string Left, int? Right = null);

[PickleClass("shop.Money", Form = PickleForm.Reduce)]
public sealed partial record Money([PickleArgument(0)] decimal Amount, [PickleArgument(1)] string Currency);

[PickleClass("shop.Made", Form = PickleForm.Reduce, Callable = "shop.make_made")]
public sealed partial class Made
{
    [PickleArgument(0)]
    public int Seed { get; set; }

    public string? Label { get; set; }
}

[PickleClass("shop.Version")]
public sealed partial class ShopVersion
{
    [PickleArgument(0, Stored = true)]
    public int Major { get; set; }

    [PickleArgument(1, Stored = true)]
    public int Minor { get; set; }
}

[PickleClass("shop.Basket", Form = PickleForm.List)]
public sealed partial class Basket
{
    [PickleItems]
    public List<Point> Points { get; set; } = [];

    public string? Owner { get; set; }
}

[PickleClass("shop.Stock", Form = PickleForm.Dict)]
public sealed partial class Stock : Dictionary<string, int>
{
    public int Shelf { get; set; }
}

[PickleClass("shop.Animal")]
public partial class Animal
{
    public string Name { get; set; } = "";
}

[PickleClass("shop.Dog")]
public sealed partial class Dog : Animal
{
    public int Tricks { get; set; }
}

[PickleClass("shop.Loose")]
public sealed partial class Loose
{
    public int Known { get; set; }

    [PickleExtra]
    public Dictionary<string, PyValue> Rest { get; } = [];
}

[PickleClass("shop.Everything")]
public sealed partial class Everything
{
    public bool Flag { get; set; }

    public long Count { get; set; }

    public BigInteger Huge { get; set; }

    public double Number { get; set; }

    public decimal Price { get; set; }

    public Complex Wave { get; set; }

    public string Text { get; set; } = "";

    public byte[] Raw { get; set; } = [];

    public Guid Id { get; set; }

    public DateTime Naive { get; set; }

    public DateTime Utc { get; set; }

    public DateTimeOffset Aware { get; set; }

    public DateOnly Day { get; set; }

    public TimeOnly Hour { get; set; }

    public TimeSpan Span { get; set; }

    public int[] Numbers { get; set; } = [];

    public List<(int Id, string Name)> Pairs { get; set; } = [];

    public Dictionary<string, List<int>> Groups { get; set; } = [];

    public HashSet<string> Words { get; set; } = [];

    public ImmutableArray<int> Tuple { get; set; } = [];

    public int? Maybe { get; set; }

    public Rights Rights { get; set; }

    public Size Size { get; set; }

    public PyValue Anything { get; set; }
}
