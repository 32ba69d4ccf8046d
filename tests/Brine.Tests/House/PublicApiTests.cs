using System.Reflection;
using System.Text;
using Brine.Tests.Support;

namespace Brine.Tests.House;

/// <summary>
/// The public surface of each library stands in <c>api/LIBRARY.txt</c>. A change shows up here first: set BRINE_APPROVE_API=1, run the
/// tests again, and commit the new file with the change, so that a reviewer reads it.
/// </summary>
public class PublicApiTests
{
    [Theory]
    [InlineData("Brine.Pickle", typeof(Brine.Pickling.PyValue))]
    [InlineData("Brine.Arrays", typeof(Brine.Arrays.NDArray))]
    [InlineData("Brine.Containers", typeof(Brine.Containers.PickleFile))]
    [InlineData("Brine.Tables", typeof(Brine.Tables.Table))]
    [InlineData("Brine.Models", typeof(Brine.Models.Estimator))]
    [InlineData("Brine", typeof(Model))]
    [InlineData("Brine.Verification", typeof(CaseRunner))]
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
            Type[] bases = [.. (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType) && parent != typeof(Enum) ? [parent] : Type.EmptyTypes)];
            text.Append(bases.Length > 0 ? " : " + string.Join(", ", bases.Select(Name)) : "").Append('\n');
            if (typeof(Delegate).IsAssignableFrom(type))
            {
                text.Append("    ").Append(Member(type.GetMethod("Invoke")!)).Append('\n');
                continue;
            }

            const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
            foreach (string line in type.GetMembers(Declared).Where(IsVisible).Select(Member).Where(line => line.Length > 0).Order(StringComparer.Ordinal))
            {
                text.Append("    ").Append(line).Append('\n');
            }
        }

        return text.ToString();
    }

    private static bool IsVisible(MemberInfo member) => member switch
    {
        MethodBase method => (method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly) && (!method.IsSpecialName || method.IsConstructor || method.Name.StartsWith("op_", StringComparison.Ordinal))
            && !method.Name.Contains('<'),
        FieldInfo field => (field.IsPublic || field.IsFamily) && !field.IsSpecialName,
        PropertyInfo property => property.GetAccessors(nonPublic: true).Any(accessor => accessor.IsPublic || accessor.IsFamily) && property.Name != "EqualityContract",
        EventInfo => true,
        _ => false,
    };

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
        MethodInfo method => $"{(method.IsStatic ? "static " : "")}{Name(method.ReturnType)} {method.Name}{Generics(method)}({Parameters(method)})",
        PropertyInfo property => $"{Name(property.PropertyType)} {property.Name}{(property.GetIndexParameters() is { Length: > 0 } index ? $"[{string.Join(", ", index.Select(item => Name(item.ParameterType)))}]" : "")} {{{(property.GetMethod is { IsPublic: true } ? " get;" : "")}{(property.SetMethod is { IsPublic: true } set ? set.ReturnParameter.GetRequiredCustomModifiers().Length > 0 ? " init;" : " set;" : "")} }}",
        FieldInfo { IsLiteral: true } constant => $"const {Name(constant.FieldType)} {constant.Name} = {Convert.ToString(constant.GetRawConstantValue(), System.Globalization.CultureInfo.InvariantCulture)}",
        FieldInfo field => $"{(field.IsStatic ? "static " : "")}{Name(field.FieldType)} {field.Name}",
        _ => "",
    };

    private static string Parameters(MethodBase method) =>
        string.Join(", ", method.GetParameters().Select(parameter => $"{(parameter.IsOut ? "out " : "")}{Name(parameter.ParameterType)} {parameter.Name}{(parameter.HasDefaultValue ? " = default" : "")}"));

    private static string Generics(MethodInfo method) => method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : "";

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

        string name = type.IsGenericParameter ? type.Name : type.IsNested ? Name(type.DeclaringType!) + "." + type.Name : (type.Namespace?.StartsWith("Brine", StringComparison.Ordinal) ?? false) ? type.FullName ?? type.Name : type.Name;
        int tick = name.IndexOf('`');
        return type.IsGenericType && tick > 0 ? $"{name[..tick]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : name;
    }
}
