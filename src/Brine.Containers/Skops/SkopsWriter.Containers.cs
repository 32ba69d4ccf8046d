using System.Buffers;
using System.Globalization;
using System.Text;
using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Containers;

/// <summary>Python's own containers, classes and functions.</summary>
internal sealed partial class SkopsWriter
{
    private static readonly PyGlobal DictClass = new("builtins", "dict");
    private static readonly PyGlobal ListClass = new("builtins", "list");
    private static readonly PyGlobal TupleClass = new("builtins", "tuple");
    private static readonly PyGlobal SetClass = new("builtins", "set");
    private static readonly PyGlobal FrozenSetClass = new("builtins", "frozenset");

    private IEnumerable<Part> Set(PySet set)
    {
        RefuseSeveralNaN(set.Items);
        return Sequence("SetNode", set.IsFrozen ? FrozenSetClass : SetClass, set);
    }

    private IEnumerable<Part> Sequence(string loader, PyGlobal type, IReadOnlyCollection<PyValue> items)
    {
        Open(loader, type);
        _json.WriteStartArray("content");
        int index = 0;
        foreach (PyValue item in items)
        {
            yield return new Part(item, Index: index++);
        }

        _json.WriteEndArray();
        Close();
    }

    /// <summary>JSON has text for keys only: their types stand beside them. Where text does not tell the keys apart the dict is made of its
    /// pairs.</summary>
    private IEnumerable<Part> Dict(PyDict dict, PyGlobal type)
    {
        if (KeysOf(dict, out PyGlobal[] types) is not { } keys)
        {
            return Pairs(dict, type);
        }

        return DictOf(dict, type, keys, types);
    }

    private IEnumerable<Part> DictOf(PyDict dict, PyGlobal type, string[] keys, PyGlobal[] types)
    {
        Open("DictNode", type);
        yield return new Part(new PyList(types.Select(key => (PyValue)key)), "key_types");
        _json.WriteStartObject("content");
        for (int i = 0; i < keys.Length; i++)
        {
            yield return new Part(dict.Values[i], keys[i], Index: i, Dict: dict);
        }

        _json.WriteEndObject();
        Close();
    }

    private IEnumerable<Part> Pairs(PyDict dict, PyGlobal type)
    {
        if (!type.Is("builtins", "dict") && !type.Is("collections", "OrderedDict"))
        {
            throw Refuse($"skops has text for keys only, and a {type.FullName} has keys that text does not tell apart");
        }

        RefuseSeveralNaN(dict.Keys);
        var pairs = new PyValue[dict.Count];
        for (int i = 0; i < pairs.Length; i++)
        {
            pairs[i] = new PyTuple(dict.Keys[i], dict.Values[i]);
        }

        return Constructor(type, new PyTuple(new PyList(pairs)));
    }

    private IEnumerable<Part> DefaultDict(PyDict dict, PyGlobal type, PyValue factory)
    {
        if (_protocol < 2 || KeysOf(dict, out PyGlobal[] types) is null || types.Any(key => !key.Is("builtins", "str")))
        {
            // skops passes the entries as keyword arguments.
            return Constructor(type, new PyTuple(factory, dict));
        }

        return DefaultDictOf(dict, type, factory);
    }

    private IEnumerable<Part> DefaultDictOf(PyDict dict, PyGlobal type, PyValue factory)
    {
        Open("DefaultDictNode", type);
        _json.WriteStartObject("content");
        yield return new Part(dict, "main");
        yield return new Part(factory, "default_factory", ".default_factory");
        _json.WriteEndObject();
        Close();
    }

    /// <summary>The keys as <c>json.dumps</c> writes them, or null where reading them back by their types would give others.</summary>
    private static string[]? KeysOf(PyDict dict, out PyGlobal[] types)
    {
        var keys = new string[dict.Count];
        types = new PyGlobal[dict.Count];
        var seen = new HashSet<string>(dict.Count, StringComparer.Ordinal);
        for (int i = 0; i < keys.Length; i++)
        {
            PyValue key = dict.Keys[i];
            NDArray? scalar = key.Reference is PyObject ? NDArray.From(key) : null;
            if (scalar is not null
                && (!scalar.IsScalar || scalar.DType.Kind is not ('i' or 'u' or 'f' or 'U')
                    || scalar.DType.ItemSize > 8 && scalar.DType.Kind == 'f'))
            {
                return null;
            }

            PyValue plain = scalar is null ? key : scalar[0];
            string? text = plain.Kind switch
            {
                PyKind.Str => SkopsJsonText.IsWellFormed(plain.As<string>()!) ? plain.As<string>() : null,
                PyKind.ByteString => Ascii.IsValid(plain.AsString()) ? plain.AsString() : null,
                // bool('false') is True.
                PyKind.Bool => plain == PyValue.True ? "true" : null,
                PyKind.Int or PyKind.Float => SkopsJsonText.Of(plain),
                _ => null,
            };
            if (text is null || !seen.Add(text))
            {
                return null;
            }

            keys[i] = text;
            types[i] = scalar is not null ? ScalarClass(scalar.DType)! : plain.Kind switch
            {
                PyKind.Int => IntClass,
                PyKind.Float => FloatClass,
                PyKind.Bool => BoolClass,
                _ => StrClass,
            };
        }

        return keys;
    }

    /// <summary>Python's JSON has one NaN, and a dict or set holds the same one once.</summary>
    private void RefuseSeveralNaN(ReadOnlySpan<PyValue> keys)
    {
        int count = 0;
        foreach (PyValue key in keys)
        {
            count += IsNaN(key) || (key.As<PyTuple>()?.Any(IsNaN) ?? false) ? 1 : 0;
        }

        if (count > 1)
        {
            throw Refuse("skops makes one NaN of several, and they are keys of a dict or items of a set");
        }
    }

    private static bool IsNaN(PyValue value) => value.Kind == PyKind.Float && value.TryGetDouble(out double number) && double.IsNaN(number);

    private IEnumerable<Part> Bytes(ReadOnlySequence<byte> content, bool isArray)
    {
        Open(isArray ? "BytearrayNode" : "BytesNode", isArray ? ByteArrayClass : BytesClass);
        AddMember("bin", content);
        Close();
        yield break;
    }

    private void BeginGlobal(PyGlobal named)
    {
        int dot = named.Name.LastIndexOf('.');
        if (dot > 0)
        {
            // What is inside a class is reached by getattr.
            Begin(new Part(new PyObject(GetAttribute, new PyTuple(new PyGlobal(named.Module, named.Name[..dot]), named.Name[(dot + 1)..])),
                Place: null));
            return;
        }

        if (!_globals.TryGetValue(named.FullName, out int id))
        {
            _globals.Add(named.FullName, id = ++_lastId);
        }

        StartNode(SkopsClasses.IsTypeNode(named) ? "TypeNode" : "FunctionNode", named);
        EndNode(id);
    }

    /// <summary>Names a file beside the schema by the id of the node, and keeps what goes into it.</summary>
    private void AddMember(string extension, object content)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"{_frames.Peek().Id}.{extension}");
        Members.Add((name, content));
        _json.WriteString("file", name);
    }
}
