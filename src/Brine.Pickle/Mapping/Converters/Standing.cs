namespace Brine.Pickling;

/// <summary>Objects that are numbers or text in Python: numpy's scalars, members of an <c>IntEnum</c> or of an enum of strings.</summary>
internal static class Standing
{
    /// <summary>Modules of Python's own whose calls with one argument are not members of an enum.</summary>
    private static readonly HashSet<string> NoEnums =
    [
        "array", "builtins", "codecs", "collections", "copyreg", "datetime", "decimal", "fractions", "functools", "io", "ipaddress",
        "itertools", "numpy", "operator", "pandas", "pathlib",
        "pytz", "random", "re", "scipy", "sklearn", "string", "threading", "torch", "types", "typing", "uuid", "weakref", "zoneinfo",
    ];

    /// <summary>The plain value that an object is where one of this kind is wanted; else the value itself.</summary>
    internal static PyValue For(PyValue value, PyKind wanted)
    {
        if (value.As<PyObject>() is not { } instance)
        {
            return value;
        }

        if (PickleConverters.Numpy?.Scalar(instance) is { } scalar)
        {
            return scalar;
        }

        return IsEnumLike(instance) && instance.Arguments[0].Kind == wanted && wanted is PyKind.Int or PyKind.Str or PyKind.Float
            ? instance.Arguments[0] : value;
    }

    /// <summary>True for a call of a class of the user's with one argument, as the members of his enums are pickled.</summary>
    private static bool IsEnumLike(PyObject instance)
    {
        if (instance.Construction != PyConstruction.Reduce || instance.Arguments.Count != 1 || instance.HasState || instance.HasExtras
            || instance.Callable.As<PyGlobal>() is not { } type)
        {
            return false;
        }

        int package = type.Module.IndexOf('.', StringComparison.Ordinal), last = type.Name.LastIndexOf('.') + 1;
        string root = (package < 0 ? type.Module : type.Module[..package]).TrimStart('_');
        return last < type.Name.Length && char.IsUpper(type.Name[last]) && !NoEnums.Contains(root);
    }
}
