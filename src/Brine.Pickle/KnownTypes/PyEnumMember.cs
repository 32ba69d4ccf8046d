namespace Brine.Pickling;

/// <summary>A member of a Python <c>enum</c> as far as the file tells: by its value, or by its name.</summary>
/// <param name="ClassName">The class of the enum, with its module.</param>
/// <param name="Name">The member's name, or null where the file gives the value.</param>
/// <param name="Value">The member's value, or None where the file gives the name.</param>
public sealed record PyEnumMember(string ClassName, string? Name, PyValue Value)
{
    /// <summary>Reads a value as a member of an enum, for those who know that its class is one: the file does not say so.</summary>
    public static PyEnumMember? From(PyValue value)
    {
        if (KnownObject.IsGetAttribute(value, out PyValue target, out string name))
        {
            return target.As<PyGlobal>() is { } type ? new PyEnumMember(type.FullName, name, default) : null;
        }

        return value.As<PyObject>() is { Construction: PyConstruction.Reduce, Arguments.Count: 1, Class: { } known } instance
            ? new PyEnumMember(known.FullName, null, instance.Arguments[0]) : null;
    }
}
