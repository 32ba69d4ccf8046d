namespace Brine.Pickling;

/// <summary>The name of a .NET type as it is written in C#.</summary>
internal static class PickleTypeName
{
    internal static string Of(Type type)
    {
        if (type.IsArray)
        {
            return $"{Of(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        }

        if (!type.IsGenericType)
        {
            return type == typeof(double) ? "double"
                : type == typeof(long) ? "long"
                    : type == typeof(int) ? "int" : type == typeof(string) ? "string" : type == typeof(object) ? "object" : type.Name;
        }

        string name = type.Name[..Math.Max(0, type.Name.IndexOf('`', StringComparison.Ordinal))];
        return $"{name}<{string.Join(", ", type.GetGenericArguments().Select(Of))}>";
    }
}
