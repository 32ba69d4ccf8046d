namespace Brine.Pickling;

/// <summary>Kinds of values in messages.</summary>
internal static class PyKindText
{
    /// <summary>A kind with its article: <c>a list</c>, <c>an int</c>, <c>None</c>.</summary>
    internal static string WithArticle(this PyKind kind) => kind switch
    {
        PyKind.None => "None",
        PyKind.Int or PyKind.Object => "an " + kind.ToString().ToLowerInvariant(),
        PyKind.ByteString => "a str of Python 2",
        PyKind.Global => "a class or function",
        _ => "a " + kind.ToString().ToLowerInvariant(),
    };

    /// <summary>A name with its article.</summary>
    internal static string WithArticle(string name) =>
        (name.Length > 0 && name[0] is 'a' or 'e' or 'i' or 'o' or 'A' or 'E' or 'I' or 'O' ? "an " : "a ") + name;
}
