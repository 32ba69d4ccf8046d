namespace Brine.Pickling;

/// <summary>The object that a class pickles as, before its parts are known.</summary>
public sealed partial class PickleClassLayout
{
    private static readonly PyGlobal Reconstructor = new("copyreg", "_reconstructor");
    private static readonly PyGlobal ObjectClass = new("builtins", "object");
    private static readonly PyGlobal TupleClass = new("builtins", "tuple");
    private static readonly PyGlobal ListClass = new("builtins", "list");
    private static readonly PyGlobal DictClass = new("builtins", "dict");

    private PyGlobal? _callable;

    /// <summary>The object that the class pickles as, its parts not filled in yet.</summary>
    internal PyObject NewObject(MappingWriter writer, out PyTuple arguments, out PyReference? items, long identity = 0)
    {
        identity = identity == 0 ? PyIdentity.Next() : identity;
        arguments = TupleFilling.Unfilled(ArgumentCount);
        items = null;
        PyObject made;
        if (Form == PickleForm.Reduce)
        {
            made = new PyObject(_callable ??= Callable is null ? Class : Global(Callable), arguments, PyConstruction.Reduce, identity);
        }
        else if (writer.Protocol >= 2)
        {
            made = new PyObject(Class, arguments, Keywords.Length > 0 ? PyConstruction.NewObjectEx : PyConstruction.NewObject, identity);
            if (Keywords.Length > 0)
            {
                made.KeywordArguments = new PyDict();
            }
        }
        else
        {
            return Reconstructed(writer, arguments, identity, out items);
        }

        items = HoldsList ? made.EnsureListItems() : HoldsDict ? made.EnsureDictItems() : null;
        return made;
    }

    /// <summary>Follows <c>copyreg._reduce_ex</c>: the class, the builtin class it extends, and what it holds as one of these.</summary>
    private PyObject Reconstructed(MappingWriter writer, PyTuple arguments, long identity, out PyReference? items)
    {
        if (SlotCount > 0)
        {
            throw writer.Error("CannotMapProtocol",
                $"{Class.FullName} has __slots__, which Python cannot pickle at protocols 0 and 1; choose protocol 2 or later");
        }

        if (ArgumentCount + Keywords.Length > 0 && Form is not (PickleForm.NamedTuple or PickleForm.Value) && !ArgumentsAreStored)
        {
            throw writer.Error("CannotMapProtocol",
                $"the arguments of {Class.FullName} are lost at protocols 0 and 1, in Python too; choose protocol 2 or later");
        }

        items = HoldsList ? new PyList() : HoldsDict ? new PyDict() : null;
        PyTuple parts = Form switch
        {
            PickleForm.NamedTuple => new PyTuple(Class, TupleClass, arguments),
            PickleForm.Value => new PyTuple(Class, default, default),
            _ when HoldsList => new PyTuple(Class, ListClass, items),
            _ when HoldsDict => new PyTuple(Class, DictClass, items),
            _ => new PyTuple(Class, ObjectClass, default),
        };
        return new PyObject(Reconstructor, parts, PyConstruction.Reduce, identity);
    }
}
