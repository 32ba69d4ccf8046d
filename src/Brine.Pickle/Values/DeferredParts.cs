namespace Brine.Pickling;

/// <summary>The source of a <see cref="PyObject"/> that is not described yet: of a million objects only the one that is being written has a
/// description.</summary>
internal abstract class DeferredParts
{
    /// <summary>Describes the object, right before it is written.</summary>
    internal abstract void Fill(PyObject target);
}
