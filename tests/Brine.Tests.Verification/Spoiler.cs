using System.Text.Json;
using System.Text.Json.Nodes;

namespace Brine.Tests.Verification;

/// <summary>Makes wrong expectations of a right one: each leaf changed, each list cut, each reference turned.</summary>
internal static class Spoiler
{
    /// <summary>Fields for people, and those that say how to compare rather than what: changing them changes nothing, or not for the
    /// worse.</summary>
    private static readonly HashSet<string> Aside = ["head", "of", "kind", "py2", "unordered", "old_style", "fields", "aligned", "title",
        "hard", "padding_zeroed", "file", "#id", "$"];

    internal static IEnumerable<(string Line, string What)> Spoil(string line)
    {
        int count = Places(Parse(line)).Count;
        for (int i = 0; i < count; i++)
        {
            JsonNode root = Parse(line);
            (JsonNode? node, Action<JsonNode?> set, string path) = Places(root)[i];
            string before = node?.ToJsonString() ?? "null";
            if (!TrySpoil(node, set, path))
            {
                continue;
            }

            yield return (root.ToJsonString(), $"{path} was {before}");
        }
    }

    private static JsonNode Parse(string line) => JsonNode.Parse(line, null, new JsonDocumentOptions { MaxDepth = 1000 })!;

    private static List<(JsonNode? Node, Action<JsonNode?> Set, string Path)> Places(JsonNode root) =>
        [.. Walk(root["expect"], "expect", changed => root["expect"] = changed)];

    private static bool TrySpoil(JsonNode? node, Action<JsonNode?> set, string path)
    {
        switch (node)
        {
            case null:
                set(0);
                return true;
            case JsonArray { Count: > 0 } array:
                array.RemoveAt(array.Count - 1);
                return true;
            case JsonArray array:
                // A list of one None more.
                array.Add((JsonNode?)null);
                return true;
            case JsonValue value when value.TryGetValue(out bool truth):
                set(!truth);
                return true;
            case JsonValue value when value.TryGetValue(out long number):
                set(number + 1);
                return true;
            case JsonValue value when value.TryGetValue(out string? text):
                bool isNumber = path.EndsWith(".hex", StringComparison.Ordinal) || path.EndsWith(".bits", StringComparison.Ordinal)
                    || path.EndsWith(".byte", StringComparison.Ordinal);
                set(isNumber && text!.Length > 0 ? (text[0] == '0' ? '1' : '0') + text[1..] : isNumber ? "00" : text + "1");
                return true;
            default:
                return false;
        }
    }

    private static IEnumerable<(JsonNode?, Action<JsonNode?>, string)> Walk(JsonNode? node, string path, Action<JsonNode?> set)
    {
        switch (node)
        {
            case JsonObject item:
                foreach (string name in item.Select(entry => entry.Key).ToArray())
                {
                    bool isForPeople = name == "v" && item.ContainsKey("bits");
                    bool isGivenOnce = item["$"]?.GetValue<string>() == "enum" && name is "name" or "value";
                    if (Aside.Contains(name) || isForPeople || isGivenOnce)
                    {
                        continue;
                    }

                    foreach ((JsonNode?, Action<JsonNode?>, string) place in Walk(item[name], path + "." + name,
                        changed => item[name] = changed))
                    {
                        yield return place;
                    }
                }

                break;
            case JsonArray array:
                yield return (array, set, path);
                for (int i = 0; i < array.Count; i++)
                {
                    int at = i;
                    foreach ((JsonNode?, Action<JsonNode?>, string) place in Walk(array[i], $"{path}[{i}]", changed => array[at] = changed))
                    {
                        yield return place;
                    }
                }

                break;
            default:
                yield return (node, set, path);
                break;
        }
    }
}
