namespace Brine.Pickling;

/// <summary>Puts the attributes into the state that the form has.</summary>
public sealed partial class PartWriter
{
    private static readonly PyGlobal TextClass = new("builtins", "str");
    private static readonly PyGlobal IntegerClass = new("builtins", "int");
    private static readonly PyGlobal FloatClass = new("builtins", "float");
    private static readonly PyGlobal BytesClass = new("builtins", "bytes");
    private static readonly PyGlobal TupleClass = new("builtins", "tuple");

    internal void Finish()
    {
        if (_layout.HasWholeState)
        {
            return;
        }

        if (_layout.Form == PickleForm.FrozenSlots)
        {
            _target.State = new PyList(_values);
            return;
        }

        // Where all members are slots there is no __dict__, and what else the object has are slots too.
        int dictCount = _layout.DictCount;
        bool isAllSlots = _layout.SlotCount > 0 && dictCount == 0;
        PyDict? attributes = isAllSlots ? null : DictOf(0, dictCount, _extra);
        PyDict? slots = _layout.SlotCount == 0 ? null : DictOf(dictCount, _values.Length, isAllSlots ? _extra : null);
        if (slots is not null)
        {
            _target.State = new PyTuple(attributes, slots);
        }
        else if (attributes is not null)
        {
            _target.State = attributes;
        }
    }

    /// <summary>Python's <c>copyreg</c> names the builtin class that the object extends.</summary>
    private static PyGlobal BaseOf(PyValue value) => value.Kind switch
    {
        PyKind.Str or PyKind.ByteString => TextClass,
        PyKind.Int or PyKind.Bool => IntegerClass,
        PyKind.Float => FloatClass,
        PyKind.Bytes => BytesClass,
        _ => TupleClass,
    };

    /// <summary>A dict of some of the attributes, or null where there is none.</summary>
    private PyDict? DictOf(int start, int end, PyDict? extra)
    {
        if (start == 0 && end == _values.Length && end is > 0 and <= PyDict.LinearSearch && !_hasAbsent && extra is null)
        {
            return PyDict.OfSharedKeys(_layout.Keys, _values);
        }

        PyDict? made = null;
        for (int i = start; i < end; i++)
        {
            if (!ReferenceEquals(_values[i].RawReference, Absent))
            {
                (made ??= new PyDict())[_layout.Keys[i]] = _values[i];
            }
        }

        for (int i = 0; extra is not null && i < extra.Count; i++)
        {
            (made ??= new PyDict())[extra.Keys[i]] = extra.Values[i];
        }

        return made;
    }
}
