using Brine.Pickling;

namespace Brine.Models;

/// <summary>What a file says of a function: the module and the name, <c>str.lower</c> for a method that is reached through
/// <c>getattr</c>.</summary>
/// <param name="Module">The module, or <c>builtins</c>.</param>
/// <param name="Name">The name in it; a method's with its class in front.</param>
internal readonly record struct FunctionReference(string Module, string Name)
{
    /// <summary>Module and name.</summary>
    internal string FullName => Module + "." + Name;

    internal bool IsNumpy => Module == "numpy" || Module.StartsWith("numpy.", StringComparison.Ordinal);

    /// <summary>The text to show a person: built-ins without their module.</summary>
    public override string ToString() => Module is "builtins" or "__builtin__" ? Name : FullName;

    /// <summary>The function that a value refers to, or null where it refers to none by name.</summary>
    internal static FunctionReference? Read(PyValue value)
    {
        if (value.As<PyGlobal>() is { } global)
        {
            return new(global.Module, global.Name);
        }

        if (value.As<PyObject>() is not { Arguments: { Count: 2 } arguments } call || call.Callable.As<PyGlobal>() is not { } callable
            || arguments[1].AsString() is not { } name)
        {
            return null;
        }

        return callable switch
        {
            // Methods of classes, from protocol 4 on as a dotted name, before by getattr.
            { Module: "builtins" or "__builtin__", Name: "getattr" } =>
                arguments[0].As<PyGlobal>() is { } type ? new(type.Module, type.Name + "." + name) : null,

            // numpy.core._ufunc_reconstruct(module, name) is how numpy 1 spelled its functions.
            { Name: "_ufunc_reconstruct" } when callable.Module.StartsWith("numpy.", StringComparison.Ordinal) =>
                arguments[0].AsString() is { } module ? new(module, name) : null,
            _ => null,
        };
    }
}
