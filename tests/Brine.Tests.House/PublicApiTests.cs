using System.Reflection;
using System.Text;

namespace Brine.Tests.House;

/// <summary>
/// The public surface of each library stands in <c>api/LIBRARY.txt</c>. A change shows up here first: set BRINE_APPROVE_API=1, run the
/// tests again, and commit the new file with the change, so that a reviewer reads it.
/// </summary>
public class PublicApiTests
{
    private static readonly NullabilityInfoContext Nullability = new();

    [Theory]
    [InlineData("Brine.Pickle", typeof(Brine.Pickling.PyValue))]
    [InlineData("Brine.Arrays", typeof(Brine.Arrays.NDArray))]
    [InlineData("Brine.Containers", typeof(Brine.Containers.PickleFile))]
    [InlineData("Brine.Scanning", typeof(Brine.Scanning.ModelScanner))]
    [InlineData("Brine.Tables", typeof(Brine.Tables.Table))]
    [InlineData("Brine.Models", typeof(Brine.Models.Estimator))]
    [InlineData("Brine", typeof(Model))]
    [InlineData("Brine.Arrow", typeof(ArrowFormat))]
    [InlineData("Brine.Excel", typeof(ExcelFormat))]
    [InlineData("Brine.Parquet", typeof(ParquetFormat))]
    [InlineData("Brine.ML", typeof(PickledModelEstimator))]
    [InlineData("Brine.Verification", typeof(CaseRunner))]
    [InlineData("Brine.Doctor", typeof(ModelDoctor))]
    [InlineData("Brine.Upgrade", typeof(ModelUpgrade))]
    [InlineData("Brine.Provenance", typeof(ModelSigner))]
    [InlineData("Brine.Training", typeof(Brine.Training.Trainer))]
    [InlineData("Brine.Store", typeof(Brine.Store.ModelStore))]
    [InlineData("Brine.Reports", typeof(ModelReport))]
    [InlineData("Brine.Server", typeof(Brine.Server.BrineHost))]
    [InlineData("Brine.Grpc", typeof(Brine.Server.BrineGrpcExtensions))]
    public void SurfaceIsApproved(string library, Type member)
    {
        string actual = Describe(member.Assembly);
        string path = Repo.File("api", library + ".txt");
        if (Environment.GetEnvironmentVariable("BRINE_APPROVE_API") == "1")
        {
            System.IO.File.WriteAllText(path, actual);
        }

        string approved = System.IO.File.Exists(path) ? System.IO.File.ReadAllText(path).ReplaceLineEndings("\n") : "";
        Assert.Equal(approved, actual);
    }

    private static string Describe(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (Type type in assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(Kind(type)).Append(' ').Append(Name(type));
            Type[] bases = [
                .. (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType) && parent != typeof(Enum)
                    ? [parent] : Type.EmptyTypes)];
            bases = [.. bases, .. OwnInterfaces(type)];
            text.Append(bases.Length > 0 ? " : " + string.Join(", ", bases.Select(Name).Order(StringComparer.Ordinal)) : "")
                .Append(Constraints(type.GetGenericArguments())).Append('\n');
            if (typeof(Delegate).IsAssignableFrom(type))
            {
                text.Append("    ").Append(Member(type.GetMethod("Invoke")!)).Append('\n');
                continue;
            }

            const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static
                | BindingFlags.DeclaredOnly;
            foreach (string line in type.GetMembers(Declared).Where(IsVisible).Select(Member).Where(line => line.Length > 0)
                .Order(StringComparer.Ordinal))
            {
                text.Append("    ").Append(line).Append('\n');
            }
        }

        return text.ToString();
    }

    private static bool IsVisible(MemberInfo member) => member switch
    {
        MethodBase method =>
            (method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly)
                && (!method.IsSpecialName || method.IsConstructor || method.Name.StartsWith("op_", StringComparison.Ordinal))
            && !method.Name.Contains('<'),
        FieldInfo field => (field.IsPublic || field.IsFamily) && !field.IsSpecialName,
        PropertyInfo property =>
            property.GetAccessors(nonPublic: true).Any(accessor => accessor.IsPublic || accessor.IsFamily)
                && property.Name != "EqualityContract",
        EventInfo => true,
        _ => false,
    };

    /// <summary>The interfaces that the type adds to those of its base and of its other interfaces.</summary>
    private static IEnumerable<Type> OwnInterfaces(Type type)
    {
        Type[] all = [.. type.GetInterfaces().Where(item => item.IsVisible)];
        return type.IsEnum ? [] : all.Except(type.BaseType?.GetInterfaces() ?? []).Except(all.SelectMany(item => item.GetInterfaces()));
    }

    private static string Constraints(Type[] parameters)
    {
        IEnumerable<string> Of(Type parameter)
        {
            GenericParameterAttributes attributes = parameter.GenericParameterAttributes;
            bool isStruct = attributes.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint);
            return
            [
                .. isStruct ? ["struct"]
                    : attributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint) ? ["class"] : Array.Empty<string>(),
                .. parameter.GetGenericParameterConstraints().Where(type => type != typeof(ValueType)).Select(Name),
                .. !isStruct && attributes.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint) ? ["new()"]
                    : Array.Empty<string>(),
            ];
        }

        return string.Concat(
            parameters.Where(type => type.IsGenericParameter).Select(type => (type.Name, Needs: string.Join(", ", Of(type))))
                .Where(item => item.Needs.Length > 0).Select(item => $" where {item.Name} : {item.Needs}"));
    }

    private static string Kind(Type type) =>
        typeof(Delegate).IsAssignableFrom(type) ? "delegate"
        : type.IsEnum ? "enum"
        : type.IsInterface ? "interface"
        : type.IsValueType ? "struct"
        : type.IsAbstract && type.IsSealed ? "static class"
        : type.IsAbstract ? "abstract class"
        : type.IsSealed ? "sealed class" : "class";

    private static string Member(MemberInfo member) => member switch
    {
        ConstructorInfo constructor => $"new({Parameters(constructor)})",
        MethodInfo method =>
            $"{(method.IsStatic ? "static " : "")}{Name(Nullability.Create(method.ReturnParameter))} "
                + $"{method.Name}{Generics(method)}({Parameters(method)})"
                + Constraints(method.IsGenericMethod ? method.GetGenericArguments() : []),
        PropertyInfo property =>
            (property.IsDefined(typeof(System.Runtime.CompilerServices.RequiredMemberAttribute)) ? "required " : "")
                + ((property.GetMethod ?? property.SetMethod)!.IsStatic ? "static " : "")
                + $"{Name(Nullability.Create(property))} {property.Name}{Index(property.GetIndexParameters())} {{"
                + (property.GetMethod is { IsPublic: true } ? " get;" : "")
                + (property.SetMethod is { IsPublic: true } set ? IsInit(set) ? " init;" : " set;" : "") + " }",
        FieldInfo { IsLiteral: true } constant =>
            $"const {Name(constant.FieldType)} {constant.Name} = "
                + $"{Convert.ToString(constant.GetRawConstantValue(), System.Globalization.CultureInfo.InvariantCulture)}",
        FieldInfo field => $"{(field.IsStatic ? "static " : "")}{Name(Nullability.Create(field))} {field.Name}",
        _ => "",
    };

    private static string Index(ParameterInfo[] parameters) =>
        parameters.Length == 0 ? "" : $"[{string.Join(", ", parameters.Select(item => Name(Nullability.Create(item))))}]";

    private static bool IsInit(MethodInfo setter) => setter.ReturnParameter.GetRequiredCustomModifiers().Length > 0;

    private static string Parameters(MethodBase method) =>
        string.Join(", ",
            method.GetParameters()
                .Select(parameter =>
                    (parameter.IsOut ? "out " : "") + $"{Name(Nullability.Create(parameter))} {parameter.Name}"
                    + (parameter.HasDefaultValue ? " = " + Default(parameter) : "")));

    private static string Default(ParameterInfo parameter) => parameter.RawDefaultValue switch
    {
        null => parameter.ParameterType.IsValueType && Nullable.GetUnderlyingType(parameter.ParameterType) is null ? "default" : "null",
        string text => $"\"{text}\"",
        var value when parameter.ParameterType.IsEnum => $"{parameter.ParameterType.Name}.{Enum.ToObject(parameter.ParameterType, value)}",
        var value => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!,
    };

    /// <summary>A type with a question mark wherever null may stand.</summary>
    private static string Name(NullabilityInfo info)
    {
        Type type = info.Type;
        string mark = info is { ReadState: NullabilityState.Nullable } or { WriteState: NullabilityState.Nullable } && !type.IsValueType
            ? "?" : "";
        if (type.IsByRef)
        {
            return Name(type);
        }

        if (Nullable.GetUnderlyingType(type) is { } inner)
        {
            return Name(inner) + "?";
        }

        if (info.ElementType is { } element)
        {
            return $"{Name(element)}[{new string(',', type.GetArrayRank() - 1)}]{mark}";
        }

        string plain = Name(type);
        return (info.GenericTypeArguments.Length > 0 && type.IsGenericType && plain.IndexOf('<') is var open and > 0
            ? $"{plain[..open]}<{string.Join(", ", info.GenericTypeArguments.Select(Name))}>" : plain) + mark;
    }


    private static string Generics(MethodInfo method) =>
        method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : "";

    private static string Name(Type type)
    {
        if (type.IsByRef)
        {
            return Name(type.GetElementType()!) + "&";
        }

        if (type.IsArray)
        {
            return Name(type.GetElementType()!) + "[" + new string(',', type.GetArrayRank() - 1) + "]";
        }

        string name = type.IsGenericParameter ? type.Name
            : type.IsNested ? Name(type.DeclaringType!) + "." + type.Name
                : (type.Namespace?.StartsWith("Brine", StringComparison.Ordinal) ?? false) ? type.FullName ?? type.Name : type.Name;
        int tick = name.IndexOf('`');
        return type.IsGenericType && tick > 0 ? $"{name[..tick]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : name;
    }
}
