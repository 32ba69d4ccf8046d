using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Brine.Generators;

/// <summary>Reads what a type says about its Python class, and what is wrong with it.</summary>
internal sealed class ClassReader
{
    private static readonly string[] Forms = ["Attributes", "Reduce", "NamedTuple", "List", "Dict", "FrozenSlots", "MemberName", "Value"];

    private readonly INamedTypeSymbol _type;
    private readonly Compilation _compilation;
    private readonly Action<Diagnostic> _report;
    private readonly ClassModel _model;
    private bool _isWrong;

    private ClassReader(INamedTypeSymbol type, AttributeData attribute, Compilation compilation, Action<Diagnostic> report)
    {
        _type = type;
        _compilation = compilation;
        _report = report;
        (string name, IReadOnlyList<string> older) = Names(attribute);
        _model = new ClassModel(type, name, older);
        foreach (KeyValuePair<string, TypedConstant> option in attribute.NamedArguments)
        {
            switch (option.Key)
            {
                case "Form":
                    _model.Form = option.Value.Value is int form && form >= 0 && form < Forms.Length ? Forms[form] : Forms[0];
                    break;
                case "Slots":
                    _model.Slots = option.Value.Value is true;
                    break;
                case "IgnoreUnknown":
                    _model.IgnoreUnknown = option.Value.Value is true;
                    break;
                case "Callable":
                    _model.Callable = option.Value.Value as string;
                    break;
            }
        }
    }

    /// <summary>The model of a type, or null where something is wrong with it.</summary>
    internal static ClassModel? Read(INamedTypeSymbol type, AttributeData attribute, Compilation compilation, Action<Diagnostic> report)
    {
        var reader = new ClassReader(type, attribute, compilation, report);
        reader.ReadType();
        return reader._isWrong ? null : reader._model;
    }

    internal static (string Name, IReadOnlyList<string> Older) Names(AttributeData attribute)
    {
        if (attribute.ConstructorArguments.Length == 0)
        {
            return ("", []);
        }

        TypedConstant older = attribute.ConstructorArguments.Length > 1 ? attribute.ConstructorArguments[1] : default;
        return (attribute.ConstructorArguments[0].Value as string ?? "",
            older.Kind == TypedConstantKind.Array && !older.IsNull ? [.. older.Values.Select(value => value.Value as string ?? "")] : []);
    }

    private void ReadType()
    {
        foreach (string name in _model.OlderNames.Prepend(_model.Name))
        {
            Check(PythonNames.IsClassName(name), Rules.BadName, _type, name);
        }

        Check(_model.Callable is null || PythonNames.IsClassName(_model.Callable), Rules.BadName, _type, _model.Callable ?? "");
        Check(IsVisible(_type), Rules.NotVisible, _type, _type.Name);
        bool isEnum = _type.TypeKind == TypeKind.Enum;
        Check(isEnum ? _model.Form is "Attributes" or "MemberName" : _model.Form != "MemberName", Rules.BadForm, _type, _type.Name,
            $"the form {_model.Form} goes with {(isEnum ? "classes" : "enums")}");
        if (isEnum)
        {
            return;
        }

        Check(IsPartial(_type), Rules.NotPartial, _type, _type.Name);
        Check(!_type.IsAbstract && !_type.IsStatic, Rules.Abstract, _type, _type.Name);
        for (INamedTypeSymbol? at = _type; at is not null; at = at.ContainingType)
        {
            if (at.IsGenericType)
            {
                Report(Rules.Generic, _type, _type.Name);
                return;
            }
        }

        if (_isWrong)
        {
            return;
        }

        new MemberReader(_model, _compilation, Report).Read();
        ChooseConstructor();
        foreach (MemberModel member in _model.Members.ToArray())
        {
            if (member.Setting == Setting.None)
            {
                // A computed property is no part of the object, unless an attribute says that it is.
                Check(!MemberReader.IsMarked(member.Symbol) && MemberReader.IsComputed(member.Symbol), Rules.NotSettable, member.Symbol,
                    member.Symbol.Name);
                _model.Members.Remove(member);
            }
        }

        FormRules.Check(_model, Report);
        PutSlotsLast();
        foreach (IGrouping<string, MemberModel> same in _model.Members.Where(member => !member.IsItems && !member.IsExtra)
            .GroupBy(member => member.PythonName).Where(group => group.Count() > 1))
        {
            Report(Rules.SameName, same.Last().Symbol, same.First().Symbol.Name, same.Last().Symbol.Name, same.Key);
        }

        MakeConverters();
    }

    /// <summary>Python lists the slots of a class before those of its base classes, and all of them behind the attributes of the
    /// <c>__dict__</c>.</summary>
    private void PutSlotsLast()
    {
        MemberModel[] ordered = [.. _model.Members.Where(member => !member.IsSlot),
            .. _model.Members.Where(member => member.IsSlot).OrderBy(member => Distance(member.Symbol.ContainingType))];
        _model.Members.Clear();
        _model.Members.AddRange(ordered);
    }

    private int Distance(INamedTypeSymbol owner)
    {
        int distance = 0;
        for (INamedTypeSymbol? at = _type; at is not null && !SymbolEqualityComparer.Default.Equals(at, owner); at = at.BaseType)
        {
            distance++;
        }

        return distance;
    }

    private void MakeConverters()
    {
        var expression = new ConverterExpression(_compilation);
        foreach (MemberModel member in _model.Members.Where(member => !member.IsExtra))
        {
            if (MemberReader.Attribute(member.Symbol, "PickleConverterAttribute")?.ConstructorArguments.FirstOrDefault().Value
                is ITypeSymbol own)
            {
                member.Converter = $"new {ConverterExpression.Name(own)}()";
                continue;
            }

            if (member.IsItems)
            {
                member.Converter = string.Join(", ", MemberReader.ItemTypes(member.Type).Select(type => expression.Of(type) ?? ""));
            }
            else
            {
                member.Converter = expression.Of(member.Type) ?? "";
            }

            if (expression.Unsupported is { } unsupported)
            {
                Report(Rules.MemberType, member.Symbol, member.Symbol.Name, unsupported.ToDisplayString());
                expression = new ConverterExpression(_compilation);
            }
        }

        foreach (ITypeSymbol item in _model.OwnItems ?? [])
        {
            _model.OwnItemConverters.Add(expression.Of(item) ?? "");
            Check(expression.Unsupported is null, Rules.MemberType, _type, _type.Name, item.ToDisplayString());
        }

        _model.Foreign.UnionWith(expression.Foreign);
    }

    private void ChooseConstructor()
    {
        IMethodSymbol[] usable = [
            .. _type.InstanceConstructors.Where(constructor => constructor.Parameters.All(parameter => MemberOf(parameter) is not null))];
        IMethodSymbol? marked = _type.InstanceConstructors.FirstOrDefault(
            constructor => MemberReader.Attribute(constructor, "PickleConstructorAttribute") is not null);
        IMethodSymbol? chosen = marked is not null
            ? usable.FirstOrDefault(constructor => SymbolEqualityComparer.Default.Equals(constructor, marked))
            : (_type.IsValueType ? null : usable.FirstOrDefault(constructor => constructor.Parameters.Length == 0))
                ?? usable.OrderByDescending(constructor => constructor.Parameters.Length).FirstOrDefault();
        if (chosen is null)
        {
            Report(Rules.NoConstructor, (ISymbol?)marked ?? _type, _type.Name);
            return;
        }

        _model.Constructor = chosen;
        foreach (IParameterSymbol parameter in chosen.Parameters)
        {
            MemberModel member = MemberOf(parameter)!;
            member.Setting = Setting.Constructor;
            member.Parameter = parameter;
        }
    }

    private MemberModel? MemberOf(IParameterSymbol parameter) => _model.Members.FirstOrDefault(member =>
        string.Equals(member.Symbol.Name, parameter.Name, StringComparison.OrdinalIgnoreCase)
        && SymbolEqualityComparer.Default.Equals(member.Type, parameter.Type) && parameter.RefKind is RefKind.None or RefKind.In);

    private static bool IsPartial(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? at = type; at is not null; at = at.ContainingType)
        {
            if (!at.DeclaringSyntaxReferences.Any(
                reference => reference.GetSyntax() is TypeDeclarationSyntax declaration
                    && declaration.Modifiers.Any(SyntaxKind.PartialKeyword)))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsVisible(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? at = type; at is not null; at = at.ContainingType)
        {
            if (at.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal
                || at.IsFileLocal)
            {
                return false;
            }
        }

        return true;
    }

    private void Check(bool isRight, DiagnosticDescriptor rule, ISymbol place, params object[] arguments)
    {
        if (!isRight)
        {
            Report(rule, place, arguments);
        }
    }

    private void Report(DiagnosticDescriptor rule, ISymbol place, params object[] arguments)
    {
        _isWrong = true;
        Location? location = place.Locations.FirstOrDefault(at => at.IsInSource) ?? _type.Locations.FirstOrDefault();
        _report(Diagnostic.Create(rule, location, arguments));
    }
}
