using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Containers;

/// <summary>
/// Writes a value as the nodes of <c>schema.json</c>, and keeps the arrays that go beside it. What is met again is written as a node that
/// has the id of the first: nodes and their parts are written in the order in which skops reads them, so that the first one is known by
/// then.
/// </summary>
/// <remarks>The kinds of nodes are those of the <c>get_state</c> functions of <c>skops.io</c>, protocols 1 and 2.</remarks>
internal sealed partial class SkopsWriter : IDisposable
{
    /// <summary>Text and ints of more characters are not written twice.</summary>
    private const int LongText = 64;

    private const int LongestPath = 32;
    private const int BufferedBytes = 1 << 16;

    private static readonly PyGlobal StrClass = new("builtins", "str");

    private readonly Utf8JsonWriter _json;
    private readonly int _protocol;
    private readonly Stack<Frame> _frames = [];
    private readonly Dictionary<object, Known> _known = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, int> _globals = [];
    private readonly HashSet<object> _open = new(ReferenceEqualityComparer.Instance);
    private readonly ArrayPickler _arrays = new();
    private int _lastId;
    private PyGlobal _lastClass = StrClass;

    internal SkopsWriter(Stream schema, int protocol)
    {
        _json = new Utf8JsonWriter(schema,
            new JsonWriterOptions
                { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = SkopsFile.DeepestSchema, SkipValidation = true });
        _protocol = protocol;
    }

    /// <summary>What goes beside the schema, by name: an array, a sparse matrix or bytes.</summary>
    internal List<(string Name, object Content)> Members { get; } = [];

    /// <summary>A node inside another: its value, the name of its property, and how it is reached in Python.</summary>
    private readonly record struct Part(PyValue Value, string? Property = null, string? Place = "", int? Index = null, PyDict? Dict = null)
    {
        /// <summary>The step from the node around it, made only for an error.</summary>
        internal string? Step => Index is not { } index ? Place : Dict is null ? $"{Place}[{index}]" : $"{Place}[{Dict.Keys[index]}]";
    }

    private sealed record Known(int Id, PyGlobal Class);

    private sealed class Frame(object owner, int id, IEnumerator<Part> parts)
    {
        internal object Owner => owner;

        internal int Id => id;

        internal IEnumerator<Part> Parts => parts;

        /// <summary>The part that is being written, if it is not the node itself.</summary>
        internal Part Current { get; set; }
    }

    internal void Write(PyValue root)
    {
        Begin(new Part(root));
        while (_frames.TryPeek(out Frame? frame))
        {
            frame.Current = default;
            if (frame.Parts.MoveNext())
            {
                Begin(frame.Current = frame.Parts.Current);
                continue;
            }

            _frames.Pop();
            _open.Remove(frame.Owner);
            if (_json.BytesPending > BufferedBytes)
            {
                _json.Flush();
            }
        }

        _json.Flush();
    }

    public void Dispose() => _json.Dispose();

    private void Begin(Part part)
    {
        if (part.Property is not null)
        {
            _json.WritePropertyName(part.Property);
        }

        object? reference = part.Value.Reference;
        if (part.Value.Kind is PyKind.None or PyKind.Bool or PyKind.Int or PyKind.Float or PyKind.Str or PyKind.ByteString)
        {
            WriteScalar(part.Value, reference);
        }
        else if ((reference as PyGlobal ?? Ufunc(reference as PyObject)) is { } named)
        {
            BeginGlobal(named);
        }
        else if (reference is PyTuple { Count: 0 } || !WriteAgain(reference!))
        {
            if (_json.CurrentDepth > SkopsFile.DeepestSchema - 8)
            {
                throw new PickleLimitException("LimitDepth",
                    $"{PathHere()}: a skops file nests at most {SkopsFile.DeepestSchema} levels of JSON, and the value nests deeper");
            }

            _open.Add(reference!);
            _frames.Push(new Frame(reference!, ++_lastId, PartsOf(part.Value).GetEnumerator()));
        }
    }

    private IEnumerable<Part> PartsOf(PyValue value) => value.Reference switch
    {
        PyDict dict => Dict(dict, DictClass),
        PyList list => Sequence("ListNode", ListClass, list),
        PyTuple tuple => Sequence("TupleNode", TupleClass, tuple),
        PySet set => Set(set),
        PyBytes bytes => Bytes(bytes.Sequence, isArray: false),
        PyByteArray array => Bytes(new(array.Memory), isArray: true),
        PyObject instance => Object(instance),
        PyPersistent => throw Refuse("a value that the pickle keeps outside itself (persistent id) has no skops form"),
        _ => throw Refuse($"skops has no node for {value}"),
    };

    private void WriteScalar(PyValue value, object? reference)
    {
        bool isLong = reference is string { Length: > LongText } or PyByteString { Length: > LongText }
            || (reference is PyReference && value.Kind == PyKind.Int);
        if (isLong && WriteAgain(reference!))
        {
            return;
        }

        string text = SkopsJsonText.Of(value)
            ?? throw Refuse(value.Kind == PyKind.Int ? "Python reads no int of so many digits from text"
                : "a str of Python 2 that is not ASCII has no skops form");
        int id = reference is null ? 0
            : _known.TryGetValue(reference, out Known? known) ? known.Id : Remember(reference, ++_lastId, StrClass);
        StartNode("JsonNode", StrClass);
        _json.WriteString("content", text);
        _json.WriteBoolean("is_json", true);
        EndNode(id);
    }

    /// <summary>What was written before is written as its id; false where it is new.</summary>
    private bool WriteAgain(object reference)
    {
        if (_open.Contains(reference))
        {
            throw new UnsupportedSkopsException("CannotWriteSkopsCycle", "the value holds itself, and skops has no node for that",
                PathHere());
        }

        if (!_known.TryGetValue(reference, out Known? known))
        {
            return false;
        }

        StartNode("CachedNode", known.Class);
        EndNode(known.Id);
        return true;
    }

    private int Remember(object reference, int id, PyGlobal type)
    {
        _known.TryAdd(reference, new Known(id, type));
        return id;
    }

    /// <summary>Begins a node of the frame on top, which gets its class and its id.</summary>
    private void Open(string loader, PyGlobal type)
    {
        StartNode(loader, type);
        Frame frame = _frames.Peek();
        if (frame.Owner is not PyTuple { Count: 0 })
        {
            Remember(frame.Owner, frame.Id, type);
        }
    }

    private void Close()
    {
        Frame frame = _frames.Peek();
        EndNode(frame.Id);
        _lastClass = _known.TryGetValue(frame.Owner, out Known? known) ? known.Class : TupleClass;
    }

    private void StartNode(string loader, PyGlobal type)
    {
        if (type.Name.Contains('.', StringComparison.Ordinal))
        {
            throw Refuse($"skops does not find a class inside another: {type.FullName}");
        }

        _json.WriteStartObject();
        WriteClass(type);
        _json.WriteString("__loader__", loader);
    }

    private void WriteClass(PyGlobal type)
    {
        WriteName("__class__", type.Name);
        WriteName("__module__", type.Module);
        _lastClass = type;
    }

    private void WriteName(string property, string name) =>
        _json.WriteString(property, SkopsJsonText.IsWellFormed(name) ? name : throw Refuse("a name is no Unicode text"));

    private void EndNode(int id)
    {
        if (id > 0)
        {
            _json.WriteNumber("__id__", id);
        }

        if (_json.CurrentDepth == 1)
        {
            _json.WriteNumber("protocol", _protocol);
            _json.WriteString("_skops_version", _protocol == SkopsSaveOptions.OldestProtocol ? "0.9.0+brine" : "0.16.0+brine");
        }

        _json.WriteEndObject();
    }

    private UnsupportedSkopsException Refuse(string why) => new("CannotWriteSkops", why, PathHere());

    /// <summary>The place of the node that is being written, the innermost steps of it.</summary>
    private string PathHere()
    {
        var steps = new List<string>();
        foreach (Frame frame in _frames)
        {
            if (frame.Current.Step is { } step)
            {
                steps.Add(step);
            }

            if (steps.Count == LongestPath)
            {
                steps.Add("...");
                break;
            }
        }

        var path = new StringBuilder("value");
        for (int i = steps.Count - 1; i >= 0; i--)
        {
            path.Append(steps[i]);
        }

        return path.ToString();
    }
}
