using Brine.Pickling;

namespace Brine;

/// <summary>What becomes of objects whose class a rule knows.</summary>
internal interface IObjectRules
{
    /// <summary>The whole of an object that the target builds otherwise, or null where its parts are copied one by one.</summary>
    PyValue? Replace(PyObject source, Place place);

    /// <summary>Fills the copy of an object; false where no rule knows it.</summary>
    bool TryFill(PyObject source, PyObject target, Place place);
}
