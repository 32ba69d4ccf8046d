namespace Brine.Pickling;

/// <summary>The way in which a Python class pickles its instances.</summary>
public enum PickleForm
{
    /// <summary>As Python does when the class says nothing: attributes are the state, arguments (<c>__getnewargs__</c>) those of
    /// <c>__new__</c>. Also dataclasses.</summary>
    Attributes,

    /// <summary>A <c>__reduce__</c> that gives the class, or a function, and its arguments; attributes that are not arguments are the
    /// state.</summary>
    Reduce,

    /// <summary>A <c>namedtuple</c> or <c>NamedTuple</c>: the mapped members are its fields, in order.</summary>
    NamedTuple,

    /// <summary>A subclass of <c>list</c>: one member is marked <see cref="PickleItemsAttribute"/>, the others are attributes.</summary>
    List,

    /// <summary>A subclass of <c>dict</c>: one member is marked <see cref="PickleItemsAttribute"/>, the others are attributes.</summary>
    Dict,

    /// <summary>A dataclass with <c>frozen=True, slots=True</c>, whose state is the list of its fields.</summary>
    FrozenSlots,

    /// <summary>An enum whose members are pickled by name, as Python 3.11.0 to 3.11.3 do; other versions pickle the value. Both are
    /// read.</summary>
    MemberName,

    /// <summary>A subclass of <c>str</c>, <c>int</c>, <c>float</c>, <c>bytes</c> or <c>tuple</c>: the member marked
    /// <c>[PickleArgument(0)]</c> is the value, the others are attributes.</summary>
    Value,
}
