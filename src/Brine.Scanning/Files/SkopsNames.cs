namespace Brine.Scanning;

/// <summary>What skops writes for its own nodes, and loads by its own code.</summary>
internal static class SkopsNames
{
    /// <summary>The plain values of Python, which skops makes itself, whatever the list says of their names in a pickle.</summary>
    internal static bool IsNodeClass(string module, string name) => module == "builtins"
        && name is "str" or "int" or "float" or "bool" or "NoneType" or "dict" or "list" or "tuple" or "set" or "type" or "slice" or "bytes"
            or "bytearray" or "function" or "method" or "builtin_function_or_method" or "ellipsis" or "frozenset" or "complex" or "range";
}
