namespace Brine.Scanning;

/// <summary>The schema of a skops file: a tree of nodes, each of which names a class, a function or a method.</summary>
internal static class SkopsSchema
{
    private const int MostDepth = 10_000;

    private static readonly string[] Keys = ["__class__", "__module__", "__loader__", "function", "module_path"];

    private static readonly string[] DeniedLoaders = ["OperatorFuncNode"];

    internal static void Scan(ScanContext context, ReadOnlySpan<byte> json, string place)
    {
        Exception? failure = JsonPart.Walk(json, MostDepth, Keys, node => Judge(context, node, place), out long consumed, out _);
        string? trouble = failure is not null ? PlainText.Of(failure.Message)
            : json[(int)consumed..].Trim(" \t\r\n"u8).IsEmpty ? null : "something stands behind it";
        if (trouble is not null)
        {
            context.Findings.AddUnread(ScanRule.UnreadPart, place, null, $"the schema is no JSON: {trouble}");
        }
    }

    private static void Judge(ScanContext context, JsonPart node, string place)
    {
        if (node.Text("__loader__") is { } loader && DeniedLoaders.Contains(loader))
        {
            string made = PlainText.Of(node.Text("__module__") + "." + node.Text("__class__"));
            context.Findings.Add(ScanRule.DeniedName, place, node.Offset,
                $"a node of the kind {loader} makes {made}, which reaches anything", loader, made);
        }

        if (node.Text("__module__") is { } module && node.Text("__class__") is { } name && node.Text("__loader__") != "JsonPart")
        {
            JudgeName(context, module, name, place, node.Offset);
        }

        if (node.Text("module_path") is { } path && node.Text("function") is { } function)
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
}
