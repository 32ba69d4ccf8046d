using Microsoft.CodeAnalysis;

namespace Brine.Generators;

/// <summary>What each form asks of the members.</summary>
internal static class FormRules
{
    internal static void Check(ClassModel model, Report report)
    {
        if (model.Form == "NamedTuple")
        {
            for (int i = 0; i < model.Members.Count; i++)
            {
                model.Members[i].Position = i;
                model.Members[i].IsAttribute = false;
            }
        }

        int[] positions = [
            .. model.Members.Where(member => member.Position is not null).Select(member => member.Position!.Value)
                .OrderBy(position => position)];
        if (!positions.SequenceEqual(Enumerable.Range(0, positions.Length)))
        {
            report(Rules.Positions, model.Type, model.Type.Name);
        }

        if (Wrong(model) is { } wrong)
        {
            report(Rules.BadForm, model.Type, model.Type.Name, wrong);
        }
    }

    private static string? Wrong(ClassModel model)
    {
        int items = model.Members.Count(member => member.IsItems) + (model.OwnItems is null ? 0 : 1);
        int wanted = model.Form == "List" ? 1 : 2;
        bool isContainer = model.Form is "List" or "Dict";
        bool mayHold = isContainer || model.Form == "Reduce";
        MemberModel? member = model.Members.FirstOrDefault(candidate => candidate.IsItems);
        MemberModel[] positional = [.. model.Members.Where(candidate => candidate.Position is not null)];
        return !mayHold && items > 0 ? "[PickleItems] goes with the forms List, Dict and Reduce"
            : items > 1 ? "only one member can hold the items"
            : isContainer && items != 1
                ? $"the form {model.Form} needs one member with [PickleItems], or a type that extends List<T> or Dictionary<K, V>"
            : member is not null
                && (MemberReader.ItemTypes(member.Type).Count == 0 || (isContainer && MemberReader.ItemTypes(member.Type).Count != wanted))
                ? $"[PickleItems] of the form {model.Form} stands on a {(wanted == 1 ? "List<T>" : "Dictionary<K, V>")}"
            : isContainer && model.OwnItems is { } own && own.Count != wanted ? $"the type does not extend what the form {model.Form} says"
            : items > 0 && model.Type.IsValueType ? "a struct cannot be a list or dict"
            : member is { Setting: Setting.Constructor } ? "[PickleItems] stands on a property, not on a parameter of the constructor"
            : model.Callable is not null && model.Form != "Reduce" ? "Callable goes with the form Reduce"
            : model.Form is "FrozenSlots" or "NamedTuple" && model.Members.Any(extra => extra.IsExtra)
                ? $"the form {model.Form} has no further attributes to keep"
            : model.Members.Any(slot => slot.IsSlot) && model.Form is "FrozenSlots" ? "the form FrozenSlots has slots already"
            : model.Members.Any(named => named.Keyword is not null) && model.Form is not ("Attributes" or "List" or "Dict")
                ? $"[PickleKeyword] does not go with the form {model.Form}"
            : model.Form == "Value" && !(positional.Length == 1 && IsBuiltin(positional[0].Type))
                ? "the form Value needs one member with [PickleArgument(0)], of a type that is a str, int, float, bytes or tuple in Python"
            : model.Members.Count(state => state.IsState) > 1 ? "only one member can be the state"
            : model.Members.Any(state => state.IsState)
                && (model.Form is "FrozenSlots" or "NamedTuple" || model.Members.Any(other => other.IsAttribute || other.IsExtra))
                ? "where a member is the state, there are no other attributes: mark them [PickleIgnore] or [PickleArgument]"
            : model.Members.Count(extra => extra.IsExtra) > 1 ? "only one member can keep the other attributes"
            : null;
    }

    /// <summary>A type that is one of the builtin types which Python classes extend and pickle by value.</summary>
    private static bool IsBuiltin(ITypeSymbol type) =>
        type.SpecialType is SpecialType.System_String or (>= SpecialType.System_SByte and <= SpecialType.System_UInt64)
            or SpecialType.System_Single or SpecialType.System_Double
        || type.IsTupleType || type is IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Byte }
        || type.OriginalDefinition.ToDisplayString() is "System.Numerics.BigInteger" or "System.Collections.Immutable.ImmutableArray<T>"
            or "System.Memory<byte>" or "System.ReadOnlyMemory<byte>";
}
