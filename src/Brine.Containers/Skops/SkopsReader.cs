using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Containers;

/// <summary>Turns the nodes of a schema into the objects that a pickle would hold. The depth of the JSON bounds how deep it calls
/// itself.</summary>
/// <remarks>Follows the <c>_construct</c> methods of <c>skops.io</c>, protocols 0 to 2.</remarks>
internal sealed class SkopsReader(Archive archive, LoadOptions options)
{
    private const string Content = "content";

    private readonly Dictionary<long, PyValue> _memo = [];
    private readonly SkopsArrays _arrays = new(archive, options.Limits);

    internal PyValue Read(JsonElement node)
    {
        if (node.ValueKind != JsonValueKind.Object)
        {
            return Literal(node);
        }

        string loader = Text(node, "__loader__");

        // One object met twice is written twice, under one id, or the second time as its id alone.
        long? id = node.TryGetProperty("__id__", out JsonElement number) && number.TryGetInt64(out long known) ? known : null;
        if (id is { } seen && _memo.TryGetValue(seen, out PyValue before))
        {
            return before;
        }

        PyValue value = loader switch
        {
            "JsonNode" => Json(Text(node, Content)),
            "CachedNode" => throw Bad("a node stands for another that was not met before it"),
            _ => Make(loader, node),
        };
        if (id is { } fresh)
        {
            _memo[fresh] = value;
        }

        return value;
    }

    private PyValue Make(string loader, JsonElement node) => loader switch
    {
        "DictNode" => Dict(node),
        "DefaultDictNode" => DefaultDict(node),
        "_DictWithDeprecatedKeysNode" => DeprecatedKeys(node),
        "ListNode" => List(node),
        "TupleNode" => Tuple(node),
        "SetNode" => Set(node),
        "TypeNode" or "FunctionNode" => Global(node),
        "NdArrayNode" => _arrays.Read(node, Type(node), this),
        "MaskedArrayNode" => _arrays.ReadMasked(Type(node), Read(Child(node, "data")), Read(Child(node, "mask"))),
        "DTypeNode" => _arrays.DTypeOf(Read(node.GetProperty(Content))),
        "SparseMatrixNode" => _arrays.ReadSparse(Text(node, "file"), Type(node)),
        "RandomStateNode" => Seeded("__randomstate_ctor", Read(node.GetProperty(Content))),
        "RandomGeneratorNode" => Generator(node),
        "SliceNode" =>
            new PyObject(Type(node), new PyTuple(Literal(Child(node, "start")), Literal(Child(node, "stop")), Literal(Child(node, "step"))))
            ,
        "BytesNode" => new PyBytes(_arrays.Bytes(Text(node, "file"))),
        "BytearrayNode" => new PyByteArray(_arrays.Bytes(Text(node, "file"))),
        "MethodNode" =>
            new PyObject(new PyGlobal("builtins", "getattr"),
                new PyTuple(Read(Child(node, "obj")), Text(node.GetProperty(Content), "func"))),
        "PartialNode" => Partial(node),
        "OperatorFuncNode" => new PyObject(Type(node), Read(node.GetProperty("attrs")).As<PyTuple>() ?? PyTuple.Empty),
        "ConstructorFromReduceNode" => Constructed(Type(node), Read(node.GetProperty(Content)).As<PyTuple>() ?? PyTuple.Empty),
        _ => Instance(node),
    };

    private PyObject Instance(JsonElement node)
    {
        // The state comes first, as skops reads it: the arguments may name what is in it.
        bool isCall = node.TryGetProperty("__reduce__", out JsonElement reduce);
        PyValue state = node.TryGetProperty(Content, out JsonElement content) && content.ValueKind == JsonValueKind.Object ? Parts(content)
            : default;
        PyGlobal type = Type(node);
        PyObject instance = isCall ? new(type, Read(reduce.GetProperty("args")).As<PyTuple>() ?? PyTuple.Empty)
            : new(type, PyTuple.Empty, PyConstruction.NewObject);

        // As in Python, where an object without a state is given none.
        if (!state.IsNone && !(isCall && state.Reference is PyDict { Count: 0 }))
        {
            instance.State = state;
        }

        return instance;
    }

    /// <summary>A constructor's call; one that only spells one of Python's own containers gives that.</summary>
    private static PyValue Constructed(PyGlobal type, PyTuple arguments)
    {
        bool isDict = type.Is("builtins", "dict");
        return (!isDict && !type.Is("collections", "OrderedDict")) || arguments.Count != 1 || DictOf(arguments[0]) is not { } dict
            ? new PyObject(type, arguments)
            : isDict ? dict : new PyObject(type, PyTuple.Empty) { DictItems = dict };
    }

    /// <summary>The dict of a list of pairs, or null where the value is none.</summary>
    internal static PyDict? DictOf(PyValue pairs)
    {
        if (pairs.As<PyList>() is not { } list)
        {
            return null;
        }

        var dict = new PyDict();
        foreach (PyValue pair in list)
        {
            if (pair.Reference is not IReadOnlyList<PyValue> { Count: 2 } both || IsUnhashable(both[0]))
            {
                return null;
            }

            dict[both[0]] = both[1];
        }

        return dict;
    }

    private static bool IsUnhashable(PyValue value) => value.Kind is PyKind.List or PyKind.Dict or PyKind.Set or PyKind.ByteArray;

    /// <summary>A node, or the parts of a node of a kind that is not known: by their names.</summary>
    private PyValue Parts(JsonElement content)
    {
        if (content.TryGetProperty("__loader__", out _))
        {
            return Read(content);
        }

        var parts = new PyDict();
        foreach (JsonProperty part in content.EnumerateObject())
        {
            parts[part.Name] = part.Value.ValueKind == JsonValueKind.Object ? Parts(part.Value) : Literal(part.Value);
        }

        return parts;
    }

    private PyValue Dict(JsonElement node)
    {
        var dict = new PyDict();
        JsonElement.ArrayEnumerator types = node.GetProperty("key_types").GetProperty(Content).EnumerateArray();
        foreach (JsonProperty item in node.GetProperty(Content).EnumerateObject())
        {
            (string module, string type) = types.MoveNext() ? (Text(types.Current, "__module__"), Text(types.Current, "__class__"))
                : ("builtins", "str");
            PyValue key = Key(item.Name, type);
            dict[module == "numpy" ? _arrays.Scalar(key, type) : key] = Read(item.Value);
        }

        PyGlobal named = Type(node);
        return named.Is("builtins", "dict") ? dict
            : named.Is("collections", "OrderedDict") ? new PyObject(named, PyTuple.Empty) { DictItems = dict }
            : new PyObject(named, PyTuple.Empty, PyConstruction.NewObject) { DictItems = dict };
    }

    /// <summary>JSON has text for keys only; the types of the keys stand beside them.</summary>
    private static PyValue Key(string text, string type) => type switch
    {
        "int" or "int64" or "int32" or "int8" or "int16" or "uint8" or "uint16" or "uint32" or "uint64" or "float" or "float64" or "float32"
            or "float16" or "bool" or "bool_" =>
            Json(type.StartsWith("float", StringComparison.Ordinal) && !text.AsSpan().ContainsAny(".eEnN") ? text + ".0" : text),
        "NoneType" => default,
        _ => text,
    };

    private PyValue Tuple(JsonElement node)
    {
        PyValue[] items = Items(node);
        PyTuple tuple = items.Length == 0 ? PyTuple.Empty : new PyTuple(items);
        PyGlobal named = Type(node);
        return named.Is("builtins", "tuple") ? tuple : new PyObject(named, tuple, PyConstruction.NewObject);
    }

    private PyValue List(JsonElement node)
    {
        var list = new PyList(Items(node));
        PyGlobal named = Type(node);
        return named.Is("builtins", "list") ? list : new PyObject(named, PyTuple.Empty, PyConstruction.NewObject) { ListItems = list };
    }

    private PyValue Set(JsonElement node)
    {
        PyGlobal named = Type(node);
        if (named.Module != "builtins" || named.Name is not ("set" or "frozenset"))
        {
            return new PyObject(named, new PyTuple(new PyList(Items(node))));
        }

        var set = new PySet(isFrozen: named.Name == "frozenset");
        foreach (PyValue item in Items(node))
        {
            set.Add(IsUnhashable(item) ? throw Bad("a set has an item that Python cannot put there") : item);
        }

        return set;
    }

    private PyObject Partial(JsonElement node)
    {
        PyValue function = Read(Child(node, "func"));
        return new PyObject(Type(node), new PyTuple(function))
            { State = new PyTuple(function, Read(Child(node, "args")), Read(Child(node, "kwds")), Read(Child(node, "namespace"))) };
    }

    private PyObject DefaultDict(JsonElement node)
    {
        PyDict? entries = Read(Child(node, "main")).As<PyDict>();
        return new PyObject(Type(node), new PyTuple(Read(Child(node, "default_factory")))) { DictItems = entries };
    }

    private PyObject DeprecatedKeys(JsonElement node)
    {
        PyDict? entries = Read(Child(node, "main")).As<PyDict>();
        return new PyObject(Type(node), PyTuple.Empty, PyConstruction.NewObject)
        {
            DictItems = entries,
            State = new PyDict { ["_deprecated_key_to_new_key"] = Read(Child(node, "_deprecated_key_to_new_key")) },
        };
    }

    /// <summary>Protocol 0 has the state as plain JSON, and the seed is there from protocol 2 on.</summary>
    private PyObject Generator(JsonElement node)
    {
        PyValue state = Parts(Child(node, "bit_generator"));
        PyDict? seed = node.GetProperty(Content).TryGetProperty("seed_seq", out JsonElement parts) ? Parts(parts).As<PyDict>() : null;
        PyObject plain = Seeded("__generator_ctor", state);
        return SkopsSeeds.Describe(seed) is not { } described ? plain
            : new PyObject(new PyGlobal("numpy.random", "Generator"),
                new PyTuple(
                    new PyObject(new PyGlobal("numpy.random", plain.Arguments[0].AsString() ?? throw Bad("a random generator has no name")),
                        new PyTuple(described)))) { State = state };
    }

    private static PyObject Seeded(string maker, PyValue state) =>
        new(new PyGlobal("numpy.random._pickle", maker),
            new PyTuple(state.As<PyDict>() is { } dict && dict.TryGetValue("bit_generator", out PyValue name) ? name
                : throw Bad("a random generator has no name"))) { State = state };

    /// <summary>Protocol 0 names a function in its content, later ones in the node.</summary>
    private PyGlobal Global(JsonElement node) =>
        node.TryGetProperty(Content, out JsonElement content) && content.TryGetProperty("function", out JsonElement function)
        ? Named(Text(content, "module_path"), function.GetString()!)
        : Type(node);

    private PyGlobal Type(JsonElement node) => Named(Text(node, "__module__"), Text(node, "__class__"));

    private PyGlobal Named(string module, string name)
    {
        var global = new PyGlobal(module, name);
        options.OnGlobal?.Invoke(global);
        return global;
    }

    internal PyValue[] Items(JsonElement node)
    {
        JsonElement content = node.GetProperty(Content);
        var items = new PyValue[content.GetArrayLength()];
        int count = 0;
        foreach (JsonElement item in content.EnumerateArray())
        {
            items[count++] = Read(item);
        }

        return items;
    }

    private static JsonElement Child(JsonElement node, string name) => node.GetProperty(Content).GetProperty(name);

    internal static string Text(JsonElement node, string name) =>
        node.GetProperty(name).GetString() ?? throw Bad($"{name} of a node is null");

    private static PyValue Literal(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => default,
        JsonValueKind.String => element.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => Json(element.GetRawText()),
        JsonValueKind.Array => new PyList(element.EnumerateArray().Select(Literal)),
        _ => Object(element),
    };

    private static PyDict Object(JsonElement element)
    {
        var dict = new PyDict();
        foreach (JsonProperty item in element.EnumerateObject())
        {
            dict[item.Name] = Literal(item.Value);
        }

        return dict;
    }

    /// <summary>What Python's <c>json.dumps</c> wrote: JSON, and NaN and infinities besides.</summary>
    private static PyValue Json(string text)
    {
        switch (text)
        {
            case "NaN":
                return double.NaN;
            case "Infinity":
                return double.PositiveInfinity;
            case "-Infinity":
                return double.NegativeInfinity;
            case "True":
                return true;
            case "False":
                return false;
        }

        if (text.Length > 0 && text[0] is '-' or (>= '0' and <= '9'))
        {
            if (text.AsSpan().ContainsAny(".eE"))
            {
                return double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
            }

            const int MostDigits = 4300;
            return text.Length <= MostDigits ? BigInteger.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)
                : throw new PickleLimitException("LimitIntegerDigits",
                    $"an int of the skops file has {text.Length} digits, over the limit of {MostDigits}");
        }

        if (text.StartsWith('"'))
        {
            return SkopsJsonText.Unquote(text) ?? throw Bad("text is not closed, or has an escape that JSON does not know");
        }

        using JsonDocument document = JsonDocument.Parse(text);
        return Literal(document.RootElement);
    }

    internal static PickleFormatException Bad(string what) => new("FormatSkops", $"the skops file is corrupt: {what}");
}
