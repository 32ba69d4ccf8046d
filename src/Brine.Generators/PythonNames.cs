using System.Text;

namespace Brine.Generators;

/// <summary>.NET's names in Python's style, and what a Python name may be.</summary>
internal static class PythonNames
{
    /// <summary><c>FullName</c> becomes <c>full_name</c>, <c>HTTPServer</c> <c>http_server</c>.</summary>
    internal static string SnakeCase(string name)
    {
        var text = new StringBuilder();
        for (int i = 0; i < name.Length; i++)
        {
            bool startsWord = char.IsUpper(name[i]) && i > 0 && name[i - 1] != '_'
                && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            text.Append(startsWord ? "_" : "").Append(char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }

    internal static string UpperCase(string name) => SnakeCase(name).ToUpperInvariant();

    /// <summary>True for <c>shop.Customer</c>, and for <c>shop:Customer.Address</c>.</summary>
    internal static bool IsClassName(string? name)
    {
        string[] parts = (name ?? "").Split(':');
        return parts.Length switch
        {
            1 => name is not null && name.Contains('.') && name.Split('.').All(IsName),
            2 => parts[0].Split('.').All(IsName) && parts[1].Split('.').All(IsName),
            _ => false,
        };
    }

    private static bool IsName(string part) =>
        part.Length > 0 && (char.IsLetter(part[0]) || part[0] == '_')
            && part.All(character => char.IsLetterOrDigit(character) || character == '_');
}
