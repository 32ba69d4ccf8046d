namespace Brine.Pickling;

/// <summary>Python's <c>operator.itemgetter</c> or <c>operator.attrgetter</c>.</summary>
/// <param name="ClassName">Which of the two.</param>
/// <param name="Keys">The items or attributes that it gets.</param>
public sealed record PyGetter(string ClassName, PyTuple Keys)
{
    /// <summary>Views a value as a getter, or gives null where it is none.</summary>
    public static PyGetter? From(PyValue value) =>
        (KnownObject.Of(value, "operator", "itemgetter") ?? KnownObject.Of(value, "operator", "attrgetter")) is { Class: { } type } instance
            ? new PyGetter(type.Name, instance.Arguments) : null;
}
