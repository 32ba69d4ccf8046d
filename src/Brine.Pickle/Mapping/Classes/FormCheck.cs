namespace Brine.Pickling;

/// <summary>Finds where a class declares something else than the file shows: written in the declared form, its objects would be none that
/// Python can use.</summary>
internal static class FormCheck
{
    /// <summary>Tells which part of the file contradicts the declaration, and what to declare; null where nothing does.</summary>
    internal static string? Contradiction(PickleClassLayout layout, PyObject source, in ObjectMaking making) =>
        OfMaking(layout, source, making) ?? OfArguments(layout, source, making) ?? OfItems(layout, source, making)
            ?? OfState(layout, source, making) ?? OfPlaces(layout, source);

    private static string? OfMaking(PickleClassLayout layout, PyObject source, in ObjectMaking making)
    {
        if (!making.IsCall)
        {
            return layout.Form != PickleForm.Reduce ? null
                : $"it is not made by a call that its __reduce__ gives: {Advice(source, making)} instead of Form = PickleForm.Reduce";
        }

        string called = PickleClassLayout.ClassName(source) ?? "a function";
        if (layout.Form != PickleForm.Reduce)
        {
            return $"its __reduce__ has it made by a call of {called} with {Count(making.ArgumentCount, "argument")}: "
                + $"{Advice(source, making)}";
        }

        return layout.Callable is { } callable && called == layout.Class.FullName && PickleClassLayout.Global(callable).FullName != called
            ? $"it is made by a call of the class itself, not of {callable}: take Callable away" : null;
    }

    private static string? OfArguments(PickleClassLayout layout, PyObject source, in ObjectMaking making)
    {
        if (making.IsReconstructed)
        {
            bool fits = layout.Form switch
            {
                PickleForm.NamedTuple => making.Base == "tuple",
                PickleForm.Value => making.Base is not ("object" or "list" or "dict"),
                _ => making.Base == (layout.HoldsList ? "list" : layout.HoldsDict ? "dict" : "object"),
            };
            if (!fits)
            {
                return $"its class extends {making.Base}: {Advice(source, making)}";
            }

            if (layout.Form != PickleForm.NamedTuple)
            {
                return null;
            }
        }

        int given = making.IsReconstructed ? making.Held.As<PyTuple>()?.Count ?? 0 : making.ArgumentCount;
        if (given > layout.ArgumentCount || given < layout.ArgumentCount - layout.OptionalArguments)
        {
            string wanted =
                $"made with {Count(given, "argument")}, {layout.ArgumentCount} {(layout.ArgumentCount == 1 ? "was" : "were")} wanted";
            return layout.ArgumentCount > 0 ? $"it is {wanted}" : $"it is {wanted}: {Advice(source, making)}";
        }

        int named = making.Keywords?.Count ?? 0;
        for (int i = 0; i < named; i++)
        {
            if (Array.IndexOf(layout.Keywords, making.Keywords!.Keys[i].AsString()) < 0)
            {
                return $"it is made with the argument {making.Keywords.Keys[i]} by name: mark the member [PickleKeyword]";
            }
        }

        return named < layout.Keywords.Length
            ? $"it is made with {Count(named, "argument")} by name, {layout.Keywords.Length} "
                + $"{(layout.Keywords.Length == 1 ? "was" : "were")} wanted" : null;
    }

    private static string? OfItems(PickleClassLayout layout, PyObject source, in ObjectMaking making) =>
        (source.ListItems is { Count: > 0 } && !layout.HoldsList) || (source.DictItems is { Count: > 0 } && !layout.HoldsDict)
            ? $"it holds items, which no member stands for: {Advice(source, making)}" : null;

    private static string? OfState(PickleClassLayout layout, PyObject source, in ObjectMaking making)
    {
        if (layout.HasWholeState)
        {
            return null;
        }

        if (layout.Form == PickleForm.FrozenSlots)
        {
            return source.State.As<PyList>() is null
                ? $"its state is not the list of fields that a dataclass with frozen=True, slots=True has: {Advice(source, making)} "
                    + "instead of Form = PickleForm.FrozenSlots" : null;
        }

        return source.HasState && !source.State.IsNone && source.Attributes is null && source.Slots is null
            ? $"its state is {MappingContext.Describe(source.State)}, no dict of attributes: {Advice(source, making)}" : null;
    }

    /// <summary>An attribute is in the <c>__dict__</c> or in <c>__slots__</c>: Python sets it where the file has it.</summary>
    private static string? OfPlaces(PickleClassLayout layout, PyObject source)
    {
        if (layout.HasWholeState || layout.Form == PickleForm.FrozenSlots)
        {
            return null;
        }

        if (layout.SlotCount > 0 && source.Attributes is { } attributes)
        {
            for (int i = 0; i < attributes.Count; i++)
            {
                if (attributes.Keys[i].AsString() is { } name && layout.IsKnown(name, isSlot: true))
                {
                    return $"its attribute '{name}' stands in the __dict__, not in __slots__: "
                        + $"{(layout.DictCount == 0 ? "take Slots = true away" : "its member is not a slot")}";
                }

                if (layout.DictCount == 0 && layout.KeepsUnknown)
                {
                    return $"it has a __dict__ beside __slots__: mark the members that are slots [PickleSlot] instead of Slots = true";
                }
            }
        }

        PyDict? slots = source.Slots;
        for (int i = 0; slots is not null && i < slots.Count; i++)
        {
            if (slots.Keys[i].AsString() is { } name
                && (layout.IsKnown(name, isSlot: false)
                    || (layout.KeepsUnknown && (layout.SlotCount == 0 || layout.DictCount > 0) && !layout.IsKnown(name))))
            {
                return $"its attribute '{name}' stands in __slots__: "
                    + (source.Attributes is null ? "declare Slots = true"
                        : "its class has a __dict__ too; mark the member [PickleSlot], or declare Slots = true on the base class "
                            + "that has it");
            }
        }

        return null;
    }

    /// <summary>The declaration that fits what the file shows.</summary>
    private static string Advice(PyObject source, in ObjectMaking making)
    {
        if (making.IsCall)
        {
            string function = PickleClassLayout.ClassName(source) ?? "";
            ReadOnlySpan<char> last = function.AsSpan(function.LastIndexOf('.') + 1).TrimStart('_');
            string callable = last.Length > 0 && char.IsLower(last[0]) ? $", Callable = \"{function}\"" : "";
            return $"declare Form = PickleForm.Reduce{callable}"
                + (making.ArgumentCount > 0 ? " and mark the members that are its arguments [PickleArgument(0)] and so on" : "")
                + (source.ListItems is not null || source.DictItems is not null ? ", and the one that holds its items [PickleItems]" : "");
        }

        return making.Base is "list" || source.ListItems is { Count: > 0 }
            ? "declare Form = PickleForm.List and mark the member that holds them [PickleItems]"
            : making.Base is "dict" || source.DictItems is { Count: > 0 }
                ? "declare Form = PickleForm.Dict and mark the member that holds them [PickleItems]"
            : making.Base is "tuple" ? "declare Form = PickleForm.NamedTuple, or PickleForm.Value where it is not a namedtuple"
            : making.Base is not ("" or "object") ? "declare Form = PickleForm.Value"
            : making.Keywords is { Count: > 0 }
                ? "mark the members that are arguments of __new__ [PickleArgument(0)] and so on, those by name [PickleKeyword]"
            : making.ArgumentCount > 0
                ? "declare Form = PickleForm.NamedTuple where it is a namedtuple, PickleForm.Value where it extends str, int or the like, "
                    + "and mark the arguments of __new__ [PickleArgument(0)] and so on otherwise"
            : source.State.Kind == PyKind.List
                ? "declare Form = PickleForm.FrozenSlots where it is a dataclass with frozen=True, slots=True, and keep the state in a "
                    + "member with [PickleState] otherwise"
            : source.Slots is not null && source.Attributes is null ? "declare Slots = true"
            : source.Slots is not null ? "mark the members that are slots [PickleSlot]"
            : source.HasState && source.Attributes is null ? "keep the state in a member with [PickleState]"
            : "declare no form";
    }

    private static string Count(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";
}
