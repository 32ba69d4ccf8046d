using System.Text.Json;
using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Verification;

/// <summary>
/// Compares a loaded value with an expectation in the tagged JSON of <c>README-values.md</c>: kinds, leaves to the bit, order, and
/// identity (one object where Python has one, two where it has two). Nothing recurses on the depth of the value.
/// </summary>
/// <param name="isPython2">True when Python 2 wrote the file: the expectation has its names.</param>
/// <param name="folder">Where raw files lie that the expectation names.</param>
internal sealed partial class ValueComparer(bool isPython2, string folder)
{
    /// <summary>Sets inside sets are matched by trying, one comparer inside the other.</summary>
    private const int DeepestTrial = 16;

    private readonly Stack<Pending> _pending = new();
    private readonly Dictionary<int, object> _byId = [];
    private readonly Dictionary<object, ValuePath> _met = new(ReferenceEqualityComparer.Instance);
    private readonly List<(int Id, PyValue Actual, ValuePath Path)> _again = [];
    private ValuePath? _place;
    private ValueComparer? _outer;
    private int _trialDepth;

    /// <summary>Compares; the answer says where and how the value differs, or is null where it does not.</summary>
    /// <exception cref="NotSupportedException">There is no comparison for a kind of value in it yet.</exception>
    internal string? Compare(JsonElement expected, PyValue actual)
    {
        Push(expected, actual, ValuePath.Root);
        while (_pending.TryPop(out Pending next))
        {
            if (Check(next) is { } why)
            {
                return $"{_place ?? next.Path}: {why}";
            }
        }

        foreach ((int id, PyValue actual2, ValuePath path) in _again)
        {
            object? first = Find(id);
            if (first is null && _outer is null)
            {
                return $"{path}: the expectation refers to object {id}, which it does not define";
            }

            if (first is not null && !ReferenceEquals(first, actual2.Reference) && !IsOneOfAKind(first, actual2))
            {
                return $"{path}: {Short(actual2)} should be the very object met before, at {_met.GetValueOrDefault(first)}, and is another";
            }
        }

        return null;
    }

    private string? Check(Pending next)
    {
        (JsonElement expected, PyValue actual, ValuePath path, bool hasIdentity) = next;
        switch (expected.ValueKind)
        {
            case JsonValueKind.Null:
                return actual.IsNone ? null : Unlike("None", actual);
            case JsonValueKind.True:
            case JsonValueKind.False:
                return actual.TryGetBool(out bool truth) && truth == (expected.ValueKind == JsonValueKind.True) ? null
                    : Unlike(expected.ValueKind.ToString(), actual);
            case JsonValueKind.Number:
                return actual.Kind == PyKind.Int && actual.TryGetInt64(out long number) && number == expected.GetInt64() ? null
                    : Unlike(expected.GetRawText(), actual);
            case JsonValueKind.String:
                return actual.Reference is string text && text == expected.GetString() ? null
                    : Unlike(Quoted(expected.GetString()!), actual);
            case JsonValueKind.Object when expected.TryGetProperty("#ref", out JsonElement id):
                _again.Add((id.GetInt32(), actual, path));
                return null;
            case JsonValueKind.Object when expected.TryGetProperty("$", out JsonElement tag):
                return (hasIdentity ? Meet(expected, actual, path) : null) ?? Tagged(tag.GetString()!, expected, actual, path);
            default:
                return $"the expectation is malformed: {Short(expected.GetRawText())}";
        }
    }

    /// <summary>Notes an object that Python meets for the first time; that we meet it for the second is a difference.</summary>
    private string? Meet(JsonElement expected, PyValue actual, ValuePath path)
    {
        if (actual.Reference is not PyReference reference || reference is PyBytes || ReferenceEquals(reference, PyTuple.Empty)
            || expected.GetProperty("$").GetString() is "complex" or "Ellipsis" or "NotImplemented" or "py2str" or "bytes")
        {
            return null;
        }

        if (!_met.TryAdd(reference, path))
        {
            return $"{Short(actual)} should be an object of its own, and is the one at {_met[reference]}";
        }

        if (expected.TryGetProperty("#id", out JsonElement id))
        {
            _byId[id.GetInt32()] = reference;
        }

        return null;
    }

    private object? Find(int id)
    {
        for (ValueComparer? comparer = this; comparer is not null; comparer = comparer._outer)
        {
            if (comparer._byId.TryGetValue(id, out object? found))
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>Values of which Python has only one, however often a file makes them.</summary>
    private static bool IsOneOfAKind(object first, PyValue again) =>
        (first is PySet { IsFrozen: true, Count: 0 } && again.As<PySet>() is { IsFrozen: true, Count: 0 })
        || (first is PyGlobal one && again.As<PyGlobal>() is { } other && one.Is(other.Module, other.Name))
        || (first is PyReference missing
            && ((PandasMissing.IsNaT(missing) && PandasMissing.IsNaT(again)) || (PandasMissing.IsNA(missing) && PandasMissing.IsNA(again))))
        || (first is PyObject zone && PyTimeZone.From(zone) is { } known && known == PyTimeZone.From(again));

    /// <summary>True when two values are alike; identity inside them counts, that of the outside only where it is known.</summary>
    private bool IsLike(JsonElement expected, PyValue actual)
    {
        if (_trialDepth == DeepestTrial)
        {
            throw new NotSupportedException("sets and dicts without order that nest deeper than 16 are not compared");
        }

        return new ValueComparer(isPython2, folder) { _outer = this, _trialDepth = _trialDepth + 1 }.Compare(expected, actual) is null;
    }

    private void Push(JsonElement expected, PyValue actual, ValuePath path, bool hasIdentity = true) =>
        _pending.Push(new Pending(expected, actual, path, hasIdentity));

    private static string Unlike(string expected, PyValue actual) => $"expected {Short(expected)}, loaded {Short(actual)}";

    private static string Short(PyValue value) => Short(value.ToString());

    private static string Short(string text) => text.Length <= 120 ? text : text[..120] + "...";

    private static string Quoted(string text) => ((PyValue)text).ToString();

    private readonly record struct Pending(JsonElement Expected, PyValue Actual, ValuePath Path, bool HasIdentity);
}
