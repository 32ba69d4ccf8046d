using Brine.Pickling;

namespace Brine.Tests.Mapping;

/// <summary>A declaration that contradicts the file is refused when the file is read, and told what the file shows.</summary>
public sealed class WrongFormTests
{
    private static readonly Dictionary<Type, Action<PyValue>> Readers = new()
    {
        [typeof(WrongForms.PlainAsSlots)] = Reader<WrongForms.PlainAsSlots>(),
        [typeof(WrongForms.PlainAsFrozen)] = Reader<WrongForms.PlainAsFrozen>(),
        [typeof(WrongForms.PlainAsReduce)] = Reader<WrongForms.PlainAsReduce>(),
        [typeof(WrongForms.PlainAsTuple)] = Reader<WrongForms.PlainAsTuple>(),
        [typeof(WrongForms.PlainAsList)] = Reader<WrongForms.PlainAsList>(),
        [typeof(WrongForms.PlainWithArguments)] = Reader<WrongForms.PlainWithArguments>(),
        [typeof(WrongForms.SlottedAsPlain)] = Reader<WrongForms.SlottedAsPlain>(),
        [typeof(WrongForms.SlottedAsFrozen)] = Reader<WrongForms.SlottedAsFrozen>(),
        [typeof(WrongForms.SlottedAsExtra)] = Reader<WrongForms.SlottedAsExtra>(),
        [typeof(WrongForms.FrozenAsPlain)] = Reader<WrongForms.FrozenAsPlain>(),
        [typeof(WrongForms.FrozenAsSlots)] = Reader<WrongForms.FrozenAsSlots>(),
        [typeof(WrongForms.MixedAsPlain)] = Reader<WrongForms.MixedAsPlain>(),
        [typeof(WrongForms.MixedAsSlots)] = Reader<WrongForms.MixedAsSlots>(),
        [typeof(WrongForms.MixedAsSlotsAndExtra)] = Reader<WrongForms.MixedAsSlotsAndExtra>(),
        [typeof(WrongForms.ReducedAsPlain)] = Reader<WrongForms.ReducedAsPlain>(),
        [typeof(WrongForms.ReducedByFunction)] = Reader<WrongForms.ReducedByFunction>(),
        [typeof(WrongForms.MadeAsPlain)] = Reader<WrongForms.MadeAsPlain>(),
        [typeof(WrongForms.MadeByClass)] = Reader<WrongForms.MadeByClass>(),
        [typeof(WrongForms.RestoredAsPlain)] = Reader<WrongForms.RestoredAsPlain>(),
        [typeof(WrongForms.TaggedAsList)] = Reader<WrongForms.TaggedAsList>(),
        [typeof(WrongForms.TaggedWithoutItems)] = Reader<WrongForms.TaggedWithoutItems>(),
        [typeof(WrongForms.OrderedAsDict)] = Reader<WrongForms.OrderedAsDict>(),
        [typeof(WrongForms.NumbersAsPlain)] = Reader<WrongForms.NumbersAsPlain>(),
        [typeof(WrongForms.TableAsList)] = Reader<WrongForms.TableAsList>(),
        [typeof(WrongForms.PairAsPlain)] = Reader<WrongForms.PairAsPlain>(),
        [typeof(WrongForms.NewAsPlain)] = Reader<WrongForms.NewAsPlain>(),
        [typeof(WrongForms.KeywordByPlace)] = Reader<WrongForms.KeywordByPlace>(),
        [typeof(WrongForms.TextAsPlain)] = Reader<WrongForms.TextAsPlain>(),
        [typeof(WrongForms.TupleStateAsPlain)] = Reader<WrongForms.TupleStateAsPlain>(),
        [typeof(WrongForms.ListStateAsSlots)] = Reader<WrongForms.ListStateAsSlots>(),
        [typeof(Forms.Slotted)] = Reader<Forms.Slotted>(),
    };

    [Theory]
    [InlineData("plain", typeof(WrongForms.PlainAsSlots), "stands in the __dict__, not in __slots__: take Slots = true away")]
    [InlineData("plain", typeof(WrongForms.PlainAsFrozen), "declare no form instead of Form = PickleForm.FrozenSlots")]
    [InlineData("plain", typeof(WrongForms.PlainAsReduce), "declare no form instead of Form = PickleForm.Reduce")]
    [InlineData("plain", typeof(WrongForms.PlainAsTuple), "made with 0 arguments, 2 were wanted", 2)]
    [InlineData("plain", typeof(WrongForms.PlainAsTuple), "its class extends object: declare no form", 0, 1)]
    [InlineData("plain", typeof(WrongForms.PlainAsList), "its class extends object: declare no form", 0, 1)]
    [InlineData("plain", typeof(WrongForms.PlainWithArguments), "made with 0 arguments, 1 was wanted", 2)]
    [InlineData("slotted", typeof(WrongForms.SlottedAsPlain), "stands in __slots__: declare Slots = true")]
    [InlineData("slotted", typeof(WrongForms.SlottedAsFrozen), "declare Slots = true instead of Form = PickleForm.FrozenSlots")]
    [InlineData("slotted", typeof(WrongForms.SlottedAsExtra), "stands in __slots__: declare Slots = true")]
    [InlineData("unset", typeof(Forms.Slotted), "the slot 'note' of the Slotted is not set: mark its member [PickleOptional]")]
    [InlineData("allunset", typeof(Forms.Slotted), "the slot 'x' of the Slotted is not set: mark its member [PickleOptional]")]
    [InlineData("frozen", typeof(WrongForms.FrozenAsPlain), "declare Form = PickleForm.FrozenSlots")]
    [InlineData("frozen", typeof(WrongForms.FrozenAsSlots), "declare Form = PickleForm.FrozenSlots")]
    [InlineData("mixed", typeof(WrongForms.MixedAsPlain),
        "its class has a __dict__ too; mark the member [PickleSlot], or declare Slots = true on the base class")]
    [InlineData("mixed", typeof(WrongForms.MixedAsSlots), "'x' stands in the __dict__, not in __slots__")]
    [InlineData("mixed", typeof(WrongForms.MixedAsSlotsAndExtra), "mark the members that are slots [PickleSlot] instead of Slots = true")]
    [InlineData("reduced", typeof(WrongForms.ReducedAsPlain),
        "declare Form = PickleForm.Reduce and mark the members that are its arguments [PickleArgument(0)]")]
    [InlineData("reduced", typeof(WrongForms.ReducedByFunction),
        "made by a call of the class itself, not of forms.make: take Callable away")]
    [InlineData("made", typeof(WrongForms.MadeAsPlain), "declare Form = PickleForm.Reduce, Callable = \"forms.make\"")]
    [InlineData("made", typeof(WrongForms.MadeByClass), "declare Form = PickleForm.Reduce, Callable = \"forms.make\"")]
    [InlineData("restored", typeof(WrongForms.RestoredAsPlain), "declare Form = PickleForm.Reduce")]
    [InlineData("tagged", typeof(WrongForms.TaggedAsList),
        "declare Form = PickleForm.Reduce and mark the members that are its arguments [PickleArgument(0)] and so on, and the one that "
            + "holds its items [PickleItems]")]
    [InlineData("tagged", typeof(WrongForms.TaggedWithoutItems), "it holds items, which no member stands for")]
    [InlineData("ordered", typeof(WrongForms.OrderedAsDict),
        "declare Form = PickleForm.Reduce, and the one that holds its items [PickleItems]")]
    [InlineData("numbers", typeof(WrongForms.NumbersAsPlain), "declare Form = PickleForm.List")]
    [InlineData("nonumbers", typeof(WrongForms.NumbersAsPlain), "its class extends list: declare Form = PickleForm.List", 0, 1)]
    [InlineData("table", typeof(WrongForms.TableAsList), "declare Form = PickleForm.Dict")]
    [InlineData("pair", typeof(WrongForms.PairAsPlain), "declare Form = PickleForm.NamedTuple")]
    [InlineData("new", typeof(WrongForms.NewAsPlain), "mark the arguments of __new__ [PickleArgument(0)]")]
    [InlineData("keyword", typeof(WrongForms.KeywordByPlace), "the argument 'note' by name: mark the member [PickleKeyword]")]
    [InlineData("text", typeof(WrongForms.TextAsPlain), "its class extends str: declare Form = PickleForm.Value", 0, 1)]
    [InlineData("tuplestate", typeof(WrongForms.TupleStateAsPlain), "keep the state in a member with [PickleState]")]
    [InlineData("liststate", typeof(WrongForms.ListStateAsSlots), "keep the state in a member with [PickleState] otherwise")]
    public void AWrongDeclarationIsRefusedAtEachProtocolAndNamesTheRightOne(string name, Type wrong, string advice, int first = 0,
        int last = 5)
    {
        (int Protocol, byte[] Data)[] stored = [.. FormTests.Stored(name).Where(one => one.Protocol >= first && one.Protocol <= last)];
        Assert.NotEmpty(stored);
        foreach ((_, byte[] data) in stored)
        {
            PickleTypeException error = Assert.Throws<PickleTypeException>(() => Readers[wrong](Pickle.Loads(data)));
            Assert.Contains(advice, error.Message, StringComparison.Ordinal);
            Assert.Equal(wrong == typeof(WrongForms.MadeByClass) || wrong == typeof(WrongForms.MadeAsPlain) ? "CannotMapType"
                : "CannotMapForm", error.Code);
        }
    }

    [Fact]
    public void TheCodeOfAWrongDeclarationIsCannotMapForm()
    {
        PickleTypeException error = Assert.Throws<PickleTypeException>(
            () => Readers[typeof(WrongForms.SlottedAsPlain)](Pickle.Loads(FormTests.Stored("slotted")[0].Data)));
        Assert.Equal(("CannotMapForm", "value[0]"), (error.Code, error.Path));
        Assert.StartsWith("value[0]: the file contradicts the declaration of forms.Slotted: its attribute 'x' stands in __slots__",
            error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnOlderNamedTupleMayHaveFewerFieldsWhereTheOthersHaveDefaults()
    {
        PyValue two = new PyObject(new PyGlobal("forms", "Wide"), new PyTuple(1, "r"), PyConstruction.NewObject);
        Assert.Equal(new Forms.Wide(1, "r"), two.To<Forms.Wide>());
        PyValue one = new PyObject(new PyGlobal("forms", "Wide"), new PyTuple(1), PyConstruction.NewObject);
        Assert.Equal("CannotMapForm", Assert.Throws<PickleTypeException>(() => one.To<Forms.Wide>()).Code);
        PyValue four = new PyObject(new PyGlobal("forms", "Wide"), new PyTuple(1, "r", 2, "s"), PyConstruction.NewObject);
        Assert.Equal("CannotMapForm", Assert.Throws<PickleTypeException>(() => four.To<Forms.Wide>()).Code);
    }

    private static Action<PyValue> Reader<T>()
        where T : class, IPickleClass<T> => value => PickleConverters.List(T.PickleConverter).Read(value);
}
