namespace Brine.Pickling;

/// <summary>The .NET object behind a Python one that is not described yet: of a million objects only the one that is being written has a description.</summary>
internal abstract class DeferredParts
{
    /// <summary>Describes the object, right before it is written.</summary>
    internal abstract void Fill(PyObject target);
}

/// <summary>The .NET object, and what turns it.</summary>
internal sealed class DeferredParts<T>(T value, PickleClassConverter<T> converter, MappingWriter writer) : DeferredParts
{
    internal override void Fill(PyObject target) => converter.WriteFlat(value, target, writer);
}
