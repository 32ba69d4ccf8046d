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

        int[] positions = [.. model.Members.Where(member => member.Position is not null).Select(member => member.Position!.Value).OrderBy(position => position)];
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
        MemberModel? member = model.Members.FirstOrDefault(candidate => candidate.IsItems);
        return !isContainer && items > 0 ? "[PickleItems] goes with the forms List and Dict"
            : isContainer && items != 1 ? $"the form {model.Form} needs one member with [PickleItems], or a type that extends List<T> or Dictionary<K, V>"
            : member is not null && MemberReader.ItemTypes(member.Type).Count != wanted ? $"[PickleItems] of the form {model.Form} stands on a {(wanted == 1 ? "List<T>" : "Dictionary<K, V>")}"
            : model.OwnItems is { } own && own.Count != wanted ? $"the type does not extend what the form {model.Form} says"
            : isContainer && model.Type.IsValueType ? "a struct cannot be a list or dict"
            : member is { Setting: Setting.Constructor } ? "[PickleItems] stands on a property, not on a parameter of the constructor"
            : model.Callable is not null && model.Form != "Reduce" ? "Callable goes with the form Reduce"
            : model.Form is "FrozenSlots" or "NamedTuple" && model.Members.Any(extra => extra.IsExtra) ? $"the form {model.Form} has no further attributes to keep"
            : model.Slots && model.Form is not "Attributes" ? "Slots goes with the form Attributes"
            : model.Members.Count(extra => extra.IsExtra) > 1 ? "only one member can keep the other attributes"
            : null;
    }
}
