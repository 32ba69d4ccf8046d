using Brine.Pickling;

// Each stands for a class that is declared rightly elsewhere.
#pragma warning disable BRINE013

namespace Brine.Tests.Mapping;

/// <summary>Declarations that do not say how their Python class, in <c>forms.py</c>, pickles itself.</summary>
public static partial class WrongForms
{
    [PickleClass("forms.Plain", Slots = true)]
    public sealed partial record PlainAsSlots(int X, string Note);

    [PickleClass("forms.Plain", Form = PickleForm.FrozenSlots)]
    public sealed partial record PlainAsFrozen(int X, string Note);

    [PickleClass("forms.Plain", Form = PickleForm.Reduce)]
    public sealed partial record PlainAsReduce(int X, string Note);

    [PickleClass("forms.Plain", Form = PickleForm.NamedTuple)]
    public sealed partial record PlainAsTuple(int X, string Note);

    [PickleClass("forms.Plain", Form = PickleForm.List)]
    public sealed partial class PlainAsList : List<int>
    {
        public int X { get; set; }

        public string Note { get; set; } = "";
    }

    [PickleClass("forms.Plain")]
    public sealed partial record PlainWithArguments([PickleArgument(0, Stored = true)] int X, string Note);

    [PickleClass("forms.Slotted")]
    public sealed partial record SlottedAsPlain(int X, string Note);

    [PickleClass("forms.Slotted", Form = PickleForm.FrozenSlots)]
    public sealed partial record SlottedAsFrozen(int X, string Note);

    [PickleClass("forms.Slotted")]
    public sealed partial class SlottedAsExtra
    {
        [PickleExtra]
        public PyDict Rest { get; set; } = new();
    }

    [PickleClass("forms.Frozen")]
    public sealed partial record FrozenAsPlain(int X, string Note);

    [PickleClass("forms.Frozen", Slots = true)]
    public sealed partial record FrozenAsSlots(int X, string Note);

    [PickleClass("forms.Mixed")]
    public sealed partial record MixedAsPlain(int Left, string Right, int X);

    [PickleClass("forms.Mixed", Slots = true)]
    public sealed partial record MixedAsSlots(int Left, string Right, int X);

    [PickleClass("forms.Mixed", Slots = true)]
    public sealed partial class MixedAsSlotsAndExtra
    {
        public int Left { get; set; }

        public string Right { get; set; } = "";

        [PickleExtra]
        public PyDict Rest { get; set; } = new();
    }

    [PickleClass("forms.Reduced")]
    public sealed partial record ReducedAsPlain(int X, string Note);

    [PickleClass("forms.Reduced", Form = PickleForm.Reduce, Callable = "forms.make")]
    public sealed partial record ReducedByFunction([PickleArgument(0)] int X, [PickleArgument(1)] string Note);

    [PickleClass("forms.Made")]
    public sealed partial record MadeAsPlain(int X, string Note);

    [PickleClass("forms.Made", Form = PickleForm.Reduce)]
    public sealed partial record MadeByClass([PickleArgument(0)] int X, string Note);

    [PickleClass("forms.Restored")]
    public sealed partial record RestoredAsPlain(int X, Dictionary<string, int> Cache);

    [PickleClass("forms.Tagged", Form = PickleForm.List)]
    public sealed partial class TaggedAsList : List<int>
    {
        [PickleArgument(0)]
        public string Tag { get; set; } = "";
    }

    [PickleClass("forms.Tagged", Form = PickleForm.Reduce)]
    public sealed partial record TaggedWithoutItems([PickleArgument(0)] string Tag);

    [PickleClass("forms.Ordered", Form = PickleForm.Dict)]
    public sealed partial class OrderedAsDict : Dictionary<string, int>
    {
        public string? Owner { get; set; }
    }

    [PickleClass("forms.Numbers")]
    public sealed partial record NumbersAsPlain(string? Owner = null);

    [PickleClass("forms.Table", Form = PickleForm.List)]
    public sealed partial class TableAsList : List<int>
    {
        public string? Owner { get; set; }
    }

    [PickleClass("forms.Pair")]
    public sealed partial record PairAsPlain(int Left, string Right);

    [PickleClass("forms.New")]
    public sealed partial record NewAsPlain(int X, string Note);

    [PickleClass("forms.Keyword")]
    public sealed partial record KeywordByPlace([PickleArgument(0, Stored = true)] int X, string Note);

    [PickleClass("forms.Text")]
    public sealed partial record TextAsPlain([PickleArgument(0)] string Value, string Owner);

    [PickleClass("forms.TupleState")]
    public sealed partial record TupleStateAsPlain(int X, string Note);

    [PickleClass("forms.ListState", Slots = true)]
    public sealed partial record ListStateAsSlots(int X, string Note);
}
