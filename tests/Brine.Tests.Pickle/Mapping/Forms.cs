using System.Collections.Immutable;
using Brine.Pickling;

[assembly: PickleType(typeof(List<object>))]

// Unset is Slotted where slots are not set.
#pragma warning disable BRINE013

namespace Brine.Tests.Mapping;

/// <summary>The C# side of <c>forms.py</c>, each declared as its Python class is.</summary>
public static partial class Forms
{
    [PickleClass("forms.Plain")]
    public sealed partial class Plain
    {
        public int X;

        public string Note = "";
    }

    [PickleClass("forms.Slotted", Slots = true)]
    public sealed partial class Slotted
    {
        public int X { get; set; }

        public string? Note { get; set; }
    }

    [PickleClass("forms.Slotted", Slots = true)]
    public sealed partial class Unset
    {
        [PickleOptional]
        public int? X { get; set; }

        [PickleOptional]
        public PyValue? Note { get; set; }
    }

    [PickleClass("forms.Frozen", Form = PickleForm.FrozenSlots)]
    public sealed partial record Frozen(int X, string Note);

    [PickleClass("forms.SlottedData", Slots = true)]
    public sealed partial record SlottedData(int X, string Note);

    [PickleClass("forms.SlotBase", Slots = true)]
    public partial class SlotBase
    {
        public int Left { get; set; }

        public string Right { get; set; } = "";
    }

    [PickleClass("forms.Mixed")]
    public sealed partial class Mixed : SlotBase
    {
        [PickleOptional]
        public int? X { get; set; }
    }

    [PickleClass("forms.DictBase")]
    public partial class DictBase
    {
        public int X { get; set; }
    }

    [PickleClass("forms.SlotsOverDict", Slots = true)]
    public sealed partial class SlotsOverDict : DictBase
    {
        public int Left { get; set; }

        public string Right { get; set; } = "";
    }

    [PickleClass("forms.SlotChain", Slots = true)]
    public sealed partial class SlotChain : SlotBase
    {
        public int More { get; set; }

        public int Most { get; set; }
    }

    [PickleClass("forms.Reduced", Form = PickleForm.Reduce)]
    public sealed partial record Reduced([PickleArgument(0)] int X, [PickleArgument(1)] string Note);

    [PickleClass("forms.Made", Form = PickleForm.Reduce, Callable = "forms.make")]
    public sealed partial class Made
    {
        [PickleArgument(0)]
        public int X { get; set; }

        public string? Note { get; set; }
    }

    [PickleClass("forms.Restored", Form = PickleForm.Reduce)]
    public sealed partial class Restored
    {
        public int X { get; set; }

        public Dictionary<string, int> Cache { get; } = [];
    }

    [PickleClass("forms.Tagged", Form = PickleForm.Reduce)]
    public sealed partial class Tagged
    {
        [PickleArgument(0)]
        public string Tag { get; set; } = "";

        [PickleItems]
        public List<int> Items { get; set; } = [];
    }

    [PickleClass("forms.Ordered", Form = PickleForm.Reduce)]
    public sealed partial class Ordered : Dictionary<string, int>
    {
        public string? Owner { get; set; }
    }

    [PickleClass("forms.Default", Form = PickleForm.Reduce)]
    public sealed partial class Default : Dictionary<string, int>
    {
        [PickleArgument(0)]
        public PyValue Factory { get; set; } = new PyGlobal("builtins", "int");
    }

    [PickleClass("forms.Line", Form = PickleForm.Reduce)]
    public sealed partial class Line : List<int>
    {
        [PickleArgument(0)]
        public ImmutableArray<int> First { get; set; } = [];

        [PickleArgument(1)]
        public int Longest { get; set; }
    }

    [PickleClass("forms.Votes", Form = PickleForm.Reduce)]
    public sealed partial record Votes([PickleArgument(0)] Dictionary<string, int> Counts);

    [PickleClass("forms.Bag", Form = PickleForm.Reduce)]
    public sealed partial class Bag
    {
        [PickleArgument(0)]
        public List<int> Items { get; set; } = [];

        public string? Owner { get; set; }
    }

    [PickleClass("forms.Fault", Form = PickleForm.Reduce)]
    public sealed partial class Fault
    {
        [PickleArgument(0)]
        public string Message { get; set; } = "";

        [PickleArgument(1)]
        public int Line { get; set; }

        public int Code { get; set; }
    }

    [PickleClass("forms.Numbers", Form = PickleForm.List)]
    public sealed partial class Numbers : List<int>
    {
        [PickleOptional]
        public string? Owner { get; set; }
    }

    [PickleClass("forms.Table", Form = PickleForm.Dict)]
    public sealed partial class Table
    {
        public string? Owner { get; set; }

        [PickleItems]
        public Dictionary<string, int> Rows { get; } = [];
    }

    [PickleClass("forms.SlottedList", Form = PickleForm.List, Slots = true)]
    public sealed partial class SlottedList : List<int>
    {
        public string Name { get; set; } = "";
    }

    [PickleClass("forms.Pair", Form = PickleForm.NamedTuple)]
    public readonly partial record struct Pair(int Left, string Right);

    [PickleClass("forms.Wide", Form = PickleForm.NamedTuple)]
    public sealed partial record Wide(int Left, string Right, int Depth = 7);

    [PickleClass("forms.New")]
    public sealed partial class New
    {
        [PickleArgument(0, Stored = true)]
        public int X { get; set; }

        [PickleArgument(1, Stored = true)]
        public string Note { get; set; } = "";
    }

    [PickleClass("forms.Hidden")]
    public sealed partial class Hidden
    {
        [PickleArgument(0)]
        public int X { get; set; }
    }

    [PickleClass("forms.Keyword")]
    public sealed partial class Keyword
    {
        [PickleArgument(0, Stored = true)]
        public int X { get; set; }

        [PickleKeyword(Stored = true)]
        public string Note { get; set; } = "";
    }

    [PickleClass("forms.Text", Form = PickleForm.Value)]
    public sealed partial record Text([PickleArgument(0)] string Value, string Owner);

    [PickleClass("forms.Whole", Form = PickleForm.Value)]
    public sealed partial record Whole([PickleArgument(0)] int Value);

    [PickleClass("forms.Real", Form = PickleForm.Value)]
    public sealed partial record Real([PickleArgument(0)] double Value);

    [PickleClass("forms.Raw", Form = PickleForm.Value)]
    public sealed partial record Raw([PickleArgument(0)] byte[] Value);

    [PickleClass("forms.Row", Form = PickleForm.Value)]
    public sealed partial record Row([PickleArgument(0)] (int, string) Value);

    [PickleClass("forms.TupleState")]
    public sealed partial class TupleState
    {
        [PickleState]
        public (int X, string Note) State { get; set; }
    }

    [PickleClass("forms.ListState")]
    public sealed partial record ListState([PickleState] List<PyValue> State);

    [PickleClass("forms.NumberState")]
    public sealed partial record NumberState([PickleState] int State);

    [PickleClass("forms:Outer.Inner")]
    public sealed partial class Inner
    {
        public int X { get; set; }

        public string Note { get; set; } = "";
    }

    [PickleClass("forms.Loose")]
    public sealed partial class Loose
    {
        public Plain? Known { get; set; }

        public List<double> Numbers { get; set; } = [];

        [PickleExtra]
        public Dictionary<string, object?> Rest { get; } = [];
    }
}
