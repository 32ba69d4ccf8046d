using Microsoft.CodeAnalysis.CSharp;

namespace Brine.Generators;

/// <summary>How an object is filled from what the file says of it.</summary>
internal sealed partial class ClassEmitter
{
    private void EmitFill()
    {
        if (!_model.Members.Exists(member => member.Setting != Setting.Constructor) && _model.OwnItems is null)
        {
            return;
        }

        Line();
        Open($"protected override void Fill({_self} value, {Space}PartReader parts)");
        for (int i = 0; i < _model.Members.Count; i++)
        {
            if (_model.Members[i].Setting != Setting.Constructor)
            {
                EmitRead(i);
            }
        }

        Line("if (parts.IsWaiting) return;");
        EmitSets();
        if (_model.OwnItems is not null)
        {
            Line($"parts.{ItemsCall}(value, {string.Join(", ", _model.OwnItemConverters)});");
        }

        Close();
    }

    /// <summary>Reads a member into <c>v3</c>; <c>has3</c> says whether it was there, where it need not be.</summary>
    private void EmitRead(int index)
    {
        MemberModel member = _model.Members[index];
        if (member.IsExtra)
        {
            Line($"var v{index} = parts.{MemberReader.ExtraReader(member.Type)}();");
            return;
        }

        if (member.IsItems)
        {
            return;
        }

        string name = Literal(member.PythonName);
        if (member.IsState)
        {
            Line($"var v{index} = parts.State(C{index});");
        }
        else if (member.Keyword is { } keyword)
        {
            Line($"var v{index} = parts.Keyword({Literal(keyword)}, {name}, C{index});");
        }
        else if (member.Position is { } optionalPosition && MayBeMissing(member) && _model.Form == "NamedTuple")
        {
            bool isParameter = member.Setting == Setting.Constructor;
            Line($"{(isParameter ? "if (!" : $"bool has{index} = ")}parts.TryArgument({optionalPosition}, C{index}, out var "
                + $"v{index}){(isParameter ? $") v{index} = {Default(member.Parameter!)}" : "")};");
        }
        else if (member.IsOptional)
        {
            Line($"var v{index} = parts.Optional({name}, C{index});");
        }
        else if (member.Position is { } position)
        {
            Line($"var v{index} = parts.Argument({position}, {name}, C{index});");
        }
        else if (member.Setting == Setting.Constructor && member.Parameter is { HasExplicitDefaultValue: true } optional)
        {
            Line($"if (!parts.TryAttribute({name}, C{index}, out var v{index})) v{index} = {Default(optional)};");
        }
        else if (member.Setting == Setting.Constructor || member.IsRequired)
        {
            Line($"var v{index} = parts.Required({name}, C{index});");
        }
        else
        {
            Line($"bool has{index} = parts.TryAttribute({name}, C{index}, out var v{index});");
        }
    }

    private void EmitSets()
    {
        for (int i = 0; i < _model.Members.Count; i++)
        {
            MemberModel member = _model.Members[i];
            if (member.Setting == Setting.Constructor)
            {
                continue;
            }

            string name = "value." + Escape(member.Symbol.Name);
            if (member.IsItems)
            {
                string types = string.Join(", ", _model.ItemTypes.Select(ConverterExpression.Name));
                string made = _model.ItemTypes.Count == 1 ? $"new global::System.Collections.Generic.List<{types}>()"
                    : $"new global::System.Collections.Generic.Dictionary<{types}>()";
                Line($"if ({name} is null) {Set(i, made)}");
                Line($"parts.{ItemsCall}({name}, {member.Converter});");
                continue;
            }

            bool isOptional = member is { IsExtra: false, IsState: false, IsOptional: false, Keyword: null, IsRequired: false }
                && (member.Position is null || _model.Form == "NamedTuple");
            Line($"{(isOptional ? $"if (has{i}) " : "")}{Set(i, $"v{i}!")}");
        }
    }

    private string Set(int index, string value)
    {
        MemberModel member = _model.Members[index];
        string target = _isStruct ? "ref value" : "value";
        return member.Setting switch
        {
            Setting.Accessor => $"Set{index}({target}, {value});",
            Setting.Field => $"Field{index}({target}) = {value};",
            _ => $"value.{Escape(member.Symbol.Name)} = {value};",
        };
    }
}
