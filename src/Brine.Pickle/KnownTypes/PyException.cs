namespace Brine.Pickling;

/// <summary>A Python exception: pickled like any object, and never raised here.</summary>
/// <param name="ClassName">Its class, with its module.</param>
/// <param name="Arguments">Its <c>args</c>.</param>
/// <param name="Attributes">Its <c>__dict__</c>; empty where it has nothing further.</param>
public sealed record PyException(string ClassName, PyTuple Arguments, PyDict Attributes)
{
    private static readonly PyDict Nothing = new();

    /// <summary>Views a value as an exception, or gives null where its class is not one of Python's own.</summary>
    public static PyException? From(PyValue value) =>
        value.As<PyObject>() is { Construction: PyConstruction.Reduce, Class: { Module: "builtins" or "exceptions" } type } instance
        && (type.Name.EndsWith("Error", StringComparison.Ordinal) || type.Name.EndsWith("Exception", StringComparison.Ordinal)
            || type.Name.EndsWith("Warning", StringComparison.Ordinal)
            || type.Name is "KeyboardInterrupt" or "StopIteration" or "StopAsyncIteration" or "SystemExit" or "GeneratorExit")
            ? Of(instance) : null;

    /// <summary>Reads an object of any class as an exception, for those who know that the class is one.</summary>
    public static PyException Of(PyObject instance)
    {
        ArgumentNullException.ThrowIfNull(instance);
        PyTuple arguments = instance.Arguments;
        string className = instance.Class?.FullName ?? "";
        if (className == "builtins.OSError" && arguments.Count is >= 2 and <= 5 && KnownObject.Int32(arguments[0]) is { } number)
        {
            // OSError makes an instance of the subclass that belongs to the error number of Linux.
            className = "builtins." + SubclassOf(number);
        }

        if (arguments.Count is > 2 and <= 5 && KnownObject.Int32(arguments[0]) is { } code
            && (className == "builtins.OSError" || className == "builtins." + SubclassOf(code)))
        {
            // File names become attributes of OSError, not args.
            arguments = new PyTuple(arguments[0], arguments[1]);
        }

        return new PyException(className, arguments, OwnAttributes(className, instance.Attributes ?? Nothing));
    }

    /// <summary>ImportError and its like pickle what they hold outside their <c>__dict__</c> as if it were inside.</summary>
    private static PyDict OwnAttributes(string className, PyDict given)
    {
        string[] held = className switch
        {
            "builtins.ImportError" or "builtins.ModuleNotFoundError" => ["name", "path", "name_from"],
            "builtins.AttributeError" => ["name", "obj", "args"],
            "builtins.NameError" or "builtins.UnboundLocalError" => ["name"],
            _ => [],
        };
        if (held.Length == 0)
        {
            return given;
        }

        var own = new PyDict();
        foreach (KeyValuePair<PyValue, PyValue> entry in given)
        {
            if (!held.Contains(entry.Key.AsString()))
            {
                own[entry.Key] = entry.Value;
            }
        }

        return own;
    }

    private static string SubclassOf(int number) => number switch
    {
        1 or 13 => "PermissionError",
        2 => "FileNotFoundError",
        3 => "ProcessLookupError",
        4 => "InterruptedError",
        10 => "ChildProcessError",
        11 or 114 or 115 => "BlockingIOError",
        17 => "FileExistsError",
        20 => "NotADirectoryError",
        21 => "IsADirectoryError",
        32 or 108 => "BrokenPipeError",
        103 => "ConnectionAbortedError",
        104 => "ConnectionResetError",
        110 => "TimeoutError",
        111 => "ConnectionRefusedError",
        _ => "OSError",
    };
}
