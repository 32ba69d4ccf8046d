namespace Brine.Pickling;

/// <summary>A .NET object that is described as a Python one when it is written.</summary>
internal sealed class MappedParts<T>(T value, PickleClassConverter<T> converter, MappingWriter writer) : DeferredParts
{
    internal override void Fill(PyObject target) => converter.WriteFlat(value, target, writer);
}
