using Brine.Pickling;

namespace Brine;

/// <summary>Makes objects of the target.</summary>
internal static class Make
{
    private static readonly PyGlobal Reconstructor = new("copyreg", "_reconstructor"), ObjectClass = new("builtins", "object");

    /// <summary>An object of a class of Python's, with its attributes; in a form that every protocol can say.</summary>
    internal static PyObject Object(PyGlobal type, params ReadOnlySpan<(string Name, PyValue Value)> attributes)
    {
        var made = new PyObject(Reconstructor, new PyTuple(type, ObjectClass, default));
        if (attributes.Length > 0)
        {
            var state = new PyDict();
            foreach ((string name, PyValue value) in attributes)
            {
                state[PyValue.FromText(name)] = value;
            }

            made.State = state;
        }

        return made;
    }

    /// <summary>An object of a class that the target has.</summary>
    internal static PyObject Object(GraphCopy graph, string package, string name,
        params ReadOnlySpan<(string Name, PyValue Value)> attributes) => Object(Class(graph, package, name), attributes);

    /// <summary>A class that the target has.</summary>
    internal static PyGlobal Class(GraphCopy graph, string package, string name) => graph.Names.TryFind(package, name)
        ?? throw new InvalidOperationException($"modules.tsv has no {package} {name} for {graph.Target}");
}
