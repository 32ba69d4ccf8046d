namespace Brine.Pickling;

/// <summary>A path of Python's <c>pathlib</c>. Nothing is looked up: it is text.</summary>
/// <param name="ClassName">Its class: <c>PosixPath</c>, <c>PureWindowsPath</c>...</param>
/// <param name="Text">The path as Python prints it.</param>
public sealed record PyPath(string ClassName, string Text)
{
    /// <summary>True for the paths of Windows, whose parts stand between backslashes.</summary>
    public bool IsWindows => ClassName.Contains("Windows", StringComparison.Ordinal);

    /// <summary>Views a value as a path, or gives null where it is none.</summary>
    public static PyPath? From(PyValue value)
    {
        if (value.As<PyObject>() is not { Class: { } type } instance
            || type.Name is not ("PosixPath" or "WindowsPath" or "PurePosixPath" or "PureWindowsPath" or "Path" or "PurePath")
            || !(type.Module == "pathlib" || type.Module.StartsWith("pathlib.", StringComparison.Ordinal)))
        {
            return null;
        }

        var parts = new List<string>();
        foreach (PyValue part in instance.Arguments.Items)
        {
            if (part.AsString() is not { } text)
            {
                return null;
            }

            parts.Add(text);
        }

        // The file holds the parts, the root or drive among them first with its separator, or from Python 3.14 the whole path.
        char separator = type.Name.Contains("Windows", StringComparison.Ordinal) ? '\\' : '/';
        string path = "";
        foreach (string part in parts)
        {
            path = path.Length == 0 || path.EndsWith(separator) ? path + part : path + separator + part;
        }

        return new PyPath(type.Name, path.Length == 0 ? "." : path);
    }

    /// <summary>The path as Python prints it.</summary>
    public override string ToString() => Text;
}
