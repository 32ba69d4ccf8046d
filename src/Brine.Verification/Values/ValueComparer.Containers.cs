using System.Text.Json;
using Brine.Pickling;

namespace Brine.Verification;

/// <summary>Lists, tuples, sets and dicts.</summary>
internal sealed partial class ValueComparer
{
    private string? Sequence(JsonElement expected, PyValue actual, PyKind kind, ValuePath path) =>
        actual.Kind != kind || actual.Reference is not IReadOnlyList<PyValue> items
            ? Unlike($"a {kind.ToString().ToLowerInvariant()}", actual) : Items(expected, items, path);

    /// <summary>The items of a sequence: <c>v</c>, or a run of ints.</summary>
    private string? Items(JsonElement expected, IReadOnlyList<PyValue> items, ValuePath path)
    {
        if (expected.TryGetProperty("v", out JsonElement values))
        {
            return Items(values, items, path, hasIdentity: true);
        }

        (int length, long start, long step) = Run(expected);
        if (items.Count != length)
        {
            return $"expected {length} items, loaded {items.Count}";
        }

        for (int i = 0; i < length; i++)
        {
            if (!IsInt(items[i], start + (i * step)))
            {
                return $"item {i}: {Unlike($"{start + (i * step)}", items[i])}";
            }
        }

        return null;
    }

    private string? Items(JsonElement values, IReadOnlyList<PyValue> items, ValuePath path, bool hasIdentity)
    {
        int count = values.GetArrayLength();
        if (items.Count != count)
        {
            return $"expected {count} items, loaded {items.Count}";
        }

        // Pushed from the back, so that they are compared from the front: the first meeting of an object comes before the second.
        JsonElement[] wanted = [.. values.EnumerateArray()];
        for (int i = count - 1; i >= 0; i--)
        {
            Push(wanted[i], items[i], path.At(i), hasIdentity);
        }

        return null;
    }

    private string? Set(JsonElement expected, PyValue actual, PyKind kind, ValuePath path) =>
        actual.Kind != kind || actual.As<PySet>() is not { } set ? Unlike($"a {kind.ToString().ToLowerInvariant()}", actual)
            : SetItems(expected, [.. set.Items], path);

    private string? SetItems(JsonElement expected, IReadOnlyList<PyValue> items, ValuePath path)
    {
        if (expected.TryGetProperty("v", out JsonElement values))
        {
            return Unordered([.. values.EnumerateArray()], items, path,
                (wanted, index) => Push(wanted, items[index], path.Then("{" + index + "}")));
        }

        (int length, long start, long step) = Run(expected);
        HashSet<long> found = [];
        foreach (PyValue item in items)
        {
            if (item.Kind != PyKind.Int || !item.TryGetInt64(out long number) || (number - start) % step != 0 || (number - start) / step < 0
                || (number - start) / step >= length || !found.Add(number))
            {
                return $"{Short(item)} is not in the expected set";
            }
        }

        return found.Count == length ? null : $"expected {length} items, loaded {found.Count}";
    }

    /// <summary>Finds for each expected item the one that is meant, by its leaf where it is one, else by trying.</summary>
    private string? Unordered(JsonElement[] expected, IReadOnlyList<PyValue> items, ValuePath path, Action<JsonElement, int> paired)
    {
        if (expected.Length != items.Count)
        {
            return $"expected {expected.Length} items, loaded {items.Count}";
        }

        var byLeaf = new Dictionary<string, List<int>>();
        for (int i = items.Count - 1; i >= 0; i--)
        {
            string leaf = Leaf(items[i]);
            (byLeaf.TryGetValue(leaf, out List<int>? same) ? same : byLeaf[leaf] = []).Add(i);
        }

        foreach (JsonElement wanted in expected)
        {
            List<int> candidates = byLeaf.GetValueOrDefault(Leaf(wanted)) ?? [];
            int at = candidates.Count <= 1 || Leaf(wanted).Length > 1 ? candidates.Count - 1
                : candidates.FindLastIndex(index => IsLike(wanted, items[index]));
            if (at < 0)
            {
                return $"{Short(wanted.GetRawText())} is expected in it, and is not there";
            }

            int found = candidates[at];
            candidates.RemoveAt(at);
            paired(wanted, found);
        }

        return null;
    }

    private string? Dict(JsonElement expected, PyDict? dict, PyValue actual, ValuePath path)
    {
        if (dict is null)
        {
            return Unlike("a " + Text(expected, "$"), actual);
        }

        if (expected.TryGetProperty("v", out JsonElement pairs))
        {
            return Pairs(pairs, dict, IsUnordered(expected), path);
        }

        (int length, long start, long step) = Run(expected);
        bool unordered = IsUnordered(expected);
        if (dict.Count != length)
        {
            return $"expected {length} entries, loaded {dict.Count}";
        }

        for (int i = 0; i < length; i++)
        {
            PyValue key = start + (i * step);
            PyValue found = default;
            bool isThere = unordered ? dict.TryGetValue(key, out found) : IsInt(dict.Keys[i], start + (i * step));
            found = unordered ? found : dict.Values[i];
            if (!isThere || found.AsString() != key.ToString() || found.Kind != (isPython2 ? PyKind.ByteString : PyKind.Str))
            {
                return $"entry {key}: {(isThere ? $"loaded {Short(found)}" : "it is not there")}";
            }
        }

        return null;
    }

    private string? Pairs(JsonElement pairs, PyDict dict, bool unordered, ValuePath path)
    {
        JsonElement[] wanted = [.. pairs.EnumerateArray()];
        if (unordered)
        {
            JsonElement[] keys = [.. wanted.Select(pair => pair[0])];
            int next = 0;
            return Unordered(keys, dict.Keys.ToArray(), path, (key, index) =>
            {
                Push(wanted[next++][1], dict.Values[index], path.Then($"[{Short(dict.Keys[index])}]"));
                Push(key, dict.Keys[index], path.Then($".key({index})"));
            });
        }

        if (wanted.Length != dict.Count)
        {
            return $"expected {wanted.Length} entries, loaded {dict.Count}";
        }

        for (int i = wanted.Length - 1; i >= 0; i--)
        {
            Push(wanted[i][1], dict.Values[i], path.Then($"[{Short(dict.Keys[i])}]"));
            Push(wanted[i][0], dict.Keys[i], path.Then($".key({i})"));
        }

        return null;
    }

    /// <summary>Lists of one list each, however deep.</summary>
    private string? Nested(JsonElement expected, PyValue actual, ValuePath path)
    {
        int depth = expected.GetProperty("depth").GetInt32();
        for (int i = 0; i < depth; i++)
        {
            if (actual.As<PyList>() is not { Count: 1 } list)
            {
                return $"expected {depth} lists one in the other, and at depth {i} stands {Short(actual)}";
            }

            if (i > 0 && !_met.TryAdd(list, path))
            {
                return $"the list at depth {i} is one that was met before";
            }

            actual = list[0];
        }

        Push(expected.GetProperty("inner"), actual, path.Then("[0]*" + depth));
        return null;
    }

    private static (int Length, long Start, long Step) Run(JsonElement expected) =>
        (expected.GetProperty("len").GetInt32(), expected.GetProperty("start").GetInt64(), expected.GetProperty("step").GetInt64());

    private static bool IsUnordered(JsonElement expected) =>
        expected.TryGetProperty("unordered", out JsonElement flag) && flag.ValueKind == JsonValueKind.True;

    private static bool IsInt(PyValue value, long number) =>
        value.Kind == PyKind.Int && value.TryGetInt64(out long found) && found == number;

    /// <summary>What tells a leaf from others in one line; a single letter for what is none.</summary>
    private static string Leaf(PyValue value) => value.Kind switch
    {
        PyKind.Int => "i" + value,
        PyKind.Str when IsShort(value.AsString()!) => "s" + value.AsString(),
        PyKind.Float when value.TryGetDouble(out double number) =>
            "f"
                + (double.IsNaN(number) ? "nan"
                    : BitConverter.DoubleToUInt64Bits(number).ToString("x16", System.Globalization.CultureInfo.InvariantCulture)),
        PyKind.Bool => "b" + value,
        PyKind.None => "none",
        PyKind.Bytes or PyKind.ByteString when value.As<PyBytes>()!.Length <= 600 =>
            (value.Kind == PyKind.Bytes ? "B" : "S") + Convert.ToHexStringLower(value.As<PyBytes>()!.Span),
        _ => "?",
    };

    private static string Leaf(JsonElement expected) => expected.ValueKind switch
    {
        JsonValueKind.Number => "i" + expected.GetRawText(),
        JsonValueKind.String => "s" + expected.GetString(),
        JsonValueKind.True => "bTrue",
        JsonValueKind.False => "bFalse",
        JsonValueKind.Null => "none",
        _ => Text(expected, "$") switch
        {
            "int" => "i" + Text(expected, "v"),
            "float" => "f" + (Text(expected, "v") == "nan" ? "nan" : Text(expected, "bits")),
            "bytes" when expected.TryGetProperty("hex", out JsonElement hex) => "B" + hex.GetString(),
            "py2str" when expected.TryGetProperty("hex", out JsonElement hex) => "S" + hex.GetString(),
            _ => "?",
        },
    };

    /// <summary>Text that the expectation holds whole: up to 300 characters, no surrogate on its own.</summary>
    private static bool IsShort(string text) =>
        (text.Length <= 300 || text.EnumerateRunes().Count() <= 300)
            && (!text.AsSpan().ContainsAnyInRange('\ud800', '\udfff') || !text.EnumerateRunes().Contains(System.Text.Rune.ReplacementChar));
}
