namespace Brine.Pickling;

/// <summary>Names of what is inside a class, as CPython writes them from 3.14 on.</summary>
public sealed partial class Pickler
{
    /// <summary>A chain of getattr that a file of protocols 0 to 3 had in place of a dotted name.</summary>
    private bool BeginDotted(PyObject chain)
    {
        var names = new List<PyValue>();
        PyValue root = chain;
        while (root.As<PyObject>() is { } link)
        {
            names.Add(link.Arguments[1]);
            root = link.Arguments[0];
        }

        names.Reverse();
        PyGlobal global = root.As<PyGlobal>()!;
        if (_protocol >= 4)
        {
            return BeginName(new PyGlobal(global.Module, $"{global.Name}.{string.Join('.', names.Select(name => name.AsString()))}"),
                chain);
        }

        WriteChain(global, names);
        Memoize(chain);
        return false;
    }

    private void WriteChain(string module, string[] path) =>
        WriteChain(new PyGlobal(module, path[0]), [.. path.Skip(1).Select(name => (PyValue)name)]);

    /// <summary>getattr(getattr(root, name), name): the memo learns neither the root nor the links.</summary>
    private void WriteChain(PyGlobal root, List<PyValue> names)
    {
        foreach (PyValue _ in names)
        {
            if (!TryRecallName(WellKnownGlobals.GetAttribute, WellKnownGlobals.GetAttribute))
            {
                WriteName(WellKnownGlobals.GetAttribute, WellKnownGlobals.GetAttribute);
            }

            if (_protocol < 2)
            {
                _output.WriteByte(PickleOpcode.Mark);
            }
        }

        WriteNames(PickleOpcode.Global, root);
        foreach (PyValue name in names)
        {
            SaveText(name);
            _output.WriteByte(_protocol < 2 ? PickleOpcode.Tuple : PickleOpcode.Tuple2);
            _output.WriteByte(PickleOpcode.Reduce);
        }
    }
}
