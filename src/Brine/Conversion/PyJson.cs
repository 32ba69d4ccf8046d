using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Brine.Arrays;
using Brine.Pickling;

namespace Brine;

/// <summary>
/// Writes a value as JSON for people and other programs: dicts and objects with their attributes, arrays as nested lists. It is a view,
/// not a way back: what JSON lacks is told by a member <c>$</c>. What is met a second time is a <c>$ref</c> to where it was met first.
/// </summary>
internal sealed partial class PyJson
{
    internal const int LongestInt = 1785;
    private const int MostPending = 1 << 20;
    private const string Arguments = ".args";
    private const string LargeInt = "an int of over 4,298 digits";
    private const string HalfPair = "half of a surrogate pair";

    private readonly Utf8JsonWriter _json;
    private readonly Limits _limits;
    private readonly Losses _losses;
    private readonly Dictionary<object, (object? Parent, Place Step)> _places = new(ReferenceEqualityComparer.Instance);
    private readonly Stack<IEnumerator<Step>> _open = [];

    private PyJson(Utf8JsonWriter json, Losses losses)
    {
        _json = json;
        _limits = losses.Options.Limits;
        _losses = losses;
    }

    /// <summary>Something to write: punctuation of JSON's, or a value with its name in the object around it.</summary>
    private readonly record struct Step(char Token, string? Name, PyValue Value, object? Parent, Place Place);

    /// <summary>Where a value stands in the one around it. Its text is made when somebody is told: a name may be long, and the same at
    /// every level.</summary>
    private readonly record struct Place(string Member, string Name = "", int Index = -1, string Rest = "")
    {
        public override string ToString() => Member + Name + (Index < 0 ? "" : $"[{Index}]") + Rest;
    }

    internal static void Write(PyValue value, Stream stream, Losses losses)
    {
        var options = new JsonWriterOptions
            { Indented = true, MaxDepth = losses.Options.Limits.MaxDepth * 4, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
                SkipValidation = true };
        using var json = new Utf8JsonWriter(stream, options);
        new PyJson(json, losses).Run(value);
    }

    private void Run(PyValue root)
    {
        Begin(new Step('v', null, root, null, new Place("$")));
        while (_open.TryPeek(out IEnumerator<Step>? steps))
        {
            if (!steps.MoveNext())
            {
                _open.Pop();
                continue;
            }

            Begin(steps.Current);
            if (_json.BytesPending > MostPending)
            {
                _json.Flush();
            }

            if (_json.BytesCommitted + _json.BytesPending > _limits.MaxDecompressedBytes)
            {
                throw new PickleLimitException("LimitGraphExpansion",
                    $"the JSON would be larger than {_limits.MaxDecompressedBytes} bytes");
            }
        }
    }

    private void Begin(Step step)
    {
        if (step.Name is not null)
        {
            _json.WritePropertyName(Clean(step.Name));
        }

        switch (step.Token)
        {
            case '{':
                _json.WriteStartObject();
                return;
            case '}':
                _json.WriteEndObject();
                return;
            case '[':
                _json.WriteStartArray();
                return;
            case ']':
                _json.WriteEndArray();
                return;
        }

        if (Missed(step.Value) is { } missed && step.Place.Member != Arguments)
        {
            Lose(missed, step, isType: missed is not (LargeInt or HalfPair));
        }

        if (!TryScalar(step.Value))
        {
            BeginContainer(step);
        }
    }

    /// <summary>What has no form of its own is shown with a mark, so that its type alone is lost; some values are not shown as they
    /// are.</summary>
    private void Lose(string what, Step step, bool isType) =>
        _losses.Count(what, isType,
            () => step.Parent is null ? step.Place.ToString() : PlaceOf(step.Parent) + Clean(step.Place.ToString()));

    /// <summary>What JSON has no form for, by its name in Python; null for what it has.</summary>
    private static string? Missed(PyValue value) => value.Kind switch
    {
        PyKind.None or PyKind.Bool or PyKind.List => null,
        PyKind.Int => value.TryGetBigInteger(out var integer) && integer.GetByteCount() > LongestInt ? LargeInt : null,
        PyKind.Float => value.TryGetDouble(out double number) && !double.IsFinite(number) ? "nan and inf" : null,
        PyKind.Str => HasLoneSurrogates(value.AsString()!) ? HalfPair : null,
        PyKind.ByteString => "a str of Python 2",
        PyKind.Dict => KeysOf(value.As<PyDict>()!),
        PyKind.Tuple => "a tuple",
        PyKind.Global => "a class or function",
        PyKind.Object when value.As<PyObject>() is { Class: { } type } => ArrayClass.Of(value) ?? type.FullName,
        _ => value.Kind.WithArticle(),
    };

    private static string? KeysOf(PyDict dict)
    {
        foreach (PyValue key in dict.Keys)
        {
            if (key.Kind != PyKind.Str)
            {
                return "a dict with keys that are no text";
            }

            if (HasLoneSurrogates(key.AsString()!))
            {
                return HalfPair;
            }
        }

        return null;
    }

    private void BeginContainer(Step step)
    {
        object reference = step.Value.Reference!;
        if (_places.ContainsKey(reference) && reference is not PyTuple { Count: 0 })
        {
            Lose("one value in several places", step, isType: true);
            _json.WriteStartObject();
            _json.WriteString("$ref", PlaceOf(reference));
            _json.WriteEndObject();
            return;
        }

        if (_open.Count >= _limits.MaxDepth)
        {
            throw new PickleLimitException("LimitDepth", $"the value nests deeper than {_limits.MaxDepth}");
        }

        _places[reference] = (step.Parent, step.Place);
        _open.Push((reference switch
        {
            PyList list => Items(list, list),
            PyTuple tuple => Items(tuple, tuple),
            PySet set => Items(set, set),
            PyDict dict => Entries(dict, dict),
            PyPersistent persistent => Persistent(persistent),
            PyObject instance =>
                NDArray.From(step.Value) is { } array ? ArraySteps(array, instance) : Pandas(instance) ?? Instance(instance),
            _ => Unknown(reference),
        }).GetEnumerator());
    }

    private bool TryScalar(PyValue value)
    {
        switch (value.Kind)
        {
            case PyKind.None:
                _json.WriteNullValue();
                return true;
            case PyKind.Bool:
                _json.WriteBooleanValue(value == PyValue.True);
                return true;
            case PyKind.Int:
                value.TryGetBigInteger(out var integer);
                _json.WriteRawValue(integer.GetByteCount() > LongestInt ? $"\"int of {integer.GetBitLength()} bits\""
                    : integer.ToString(System.Globalization.CultureInfo.InvariantCulture), skipInputValidation: true);
                return true;
            case PyKind.Float:
                value.TryGetDouble(out double number);
                _json.WriteRawValue(double.IsFinite(number) ? value.ToString() : $"\"{value}\"", skipInputValidation: true);
                return true;
            case PyKind.Str or PyKind.ByteString:
                _json.WriteStringValue(Clean(value.AsString()!));
                return true;
            case PyKind.Bytes:
                WriteBytes("bytes", value.As<PyBytes>()!.Memory);
                return true;
            case PyKind.ByteArray:
                WriteBytes("bytearray", value.As<PyByteArray>()!.Memory);
                return true;
            case PyKind.Global:
                _json.WriteStartObject();
                _json.WriteString("$", "global");
                _json.WriteString("name", Clean(value.As<PyGlobal>()!.FullName));
                _json.WriteEndObject();
                return true;
            default:
                return false;
        }
    }

    private void WriteBytes(string kind, ReadOnlyMemory<byte> bytes)
    {
        _json.WriteStartObject();
        _json.WriteString("$", kind);
        _json.WriteBase64String("base64", bytes.Span);
        _json.WriteEndObject();
    }

    private string PlaceOf(object reference)
    {
        var steps = new Stack<string>();
        object? at = reference;
        for (int guard = 0; at is not null && guard < 64; guard++)
        {
            (object? parent, Place step) = _places[at];
            steps.Push(step.ToString());
            at = parent;
        }

        return Clean((at is null ? "" : "...") + string.Concat(steps));
    }

    /// <summary>True for halves of surrogate pairs, which Python's text may hold and JSON's bytes may not.</summary>
    internal static bool HasLoneSurrogates(string text)
    {
        if (text.AsSpan().IndexOfAnyInRange('\ud800', '\udfff') < 0)
        {
            return false;
        }

        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && !(char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[++i])))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>JSON has no lone surrogates: they become U+FFFD.</summary>
    private static string Clean(string text)
    {
        if (!HasLoneSurrogates(text))
        {
            return text;
        }

        var clean = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            clean.Append(rune.ToString());
        }

        return clean.ToString();
    }
}
