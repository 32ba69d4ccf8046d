using System.Text.Json;

namespace Brine.Scanning;

/// <summary>The schema of a skops file: a tree of nodes, each of which names a class, a function or a method.</summary>
internal static class SkopsSchema
{
    private static readonly string[] DeniedLoaders = ["OperatorFuncNode"];

    internal static void Scan(ScanContext context, ReadOnlySpan<byte> json, string place)
    {
        try
        {
            Walk(context, json, place);
        }
        catch (JsonException error)
        {
            context.Findings.AddUnread(ScanRule.UnreadPart, place, null, $"the schema is no JSON: {PlainText.Of(error.Message)}");
        }
    }

    private static void Walk(ScanContext context, ReadOnlySpan<byte> json, string place)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 10_000 });
        var open = new Stack<Node>();
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    open.Push(new Node { Offset = reader.TokenStartIndex });
                    break;
                case JsonTokenType.EndObject:
                    Judge(context, open.Pop(), place);
                    break;
                case JsonTokenType.PropertyName when open.TryPeek(out Node? node):
                    node.Property = reader.GetString() ?? "";
                    break;
                case JsonTokenType.String when open.TryPeek(out Node? node):
                    node.Set(reader.GetString() ?? "");
                    break;
            }
        }
    }

    private static void Judge(ScanContext context, Node node, string place)
    {
        if (node.Loader is { } loader && DeniedLoaders.Contains(loader))
        {
            context.Findings.Add(ScanRule.DeniedName, place, node.Offset,
                $"a node of the kind {loader} makes {PlainText.Of(node.Module + "." + node.Class)}, which reaches anything", loader,
                PlainText.Of(node.Module + "." + node.Class));
        }

        if (node.Module is { } module && node.Class is { } name && node.Loader != "JsonNode")
        {
            JudgeName(context, module, name, place, node.Offset);
        }

        if (node.FunctionModule is { } path && node.Function is { } function)
        {
            JudgeName(context, path, function, place, node.Offset);
        }
    }

    private static void JudgeName(ScanContext context, string module, string name, string place, long offset)
    {
        string full = PlainText.Of(module + "." + name);
        context.Findings.AddName(full);
        context.OnUse?.Invoke(module, name, "skops", "");
        NameJudgement judgement = SkopsNames.IsNodeClass(module, name) ? new(null, default, "", null) : context.Judge.Of(module, name);
        if (judgement.Rule is { } rule)
        {
            context.Findings.Add(rule, place, offset, $"{full} is named: {judgement.Reason}", full, full, severity: judgement.Severity);
        }
    }

    private sealed class Node
    {
        internal string Property { get; set; } = "";

        internal long Offset { get; init; }

        internal string? Class { get; private set; }

        internal string? Module { get; private set; }

        internal string? Loader { get; private set; }

        internal string? Function { get; private set; }

        internal string? FunctionModule { get; private set; }

        internal void Set(string value)
        {
            switch (Property)
            {
                case "__class__":
                    Class = value;
                    break;
                case "__module__":
                    Module = value;
                    break;
                case "__loader__":
                    Loader = value;
                    break;
                case "function":
                    Function = value;
                    break;
                case "module_path":
                    FunctionModule = value;
                    break;
            }
        }
    }
}
