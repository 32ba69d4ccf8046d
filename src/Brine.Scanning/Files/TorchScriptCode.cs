namespace Brine.Scanning;

/// <summary>
/// The code of a TorchScript archive. <c>torch.load</c> leaves it alone; <c>torch.jit.load</c> compiles it and runs the
/// <c>__setstate__</c> of its classes, and the model's methods run it. It cannot import Python, but its operators save and map files, and
/// those of other libraries do what they do.
/// </summary>
internal static class TorchScriptCode
{
    private const int LongestChain = 200;

    /// <summary>Namespaces of operators that torch brings along.</summary>
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "aten", "prim", "quantized", "_quantized", "prepacked", "mkldnn", "mkldnn_prepacked", "cuda", "sparse", "profiler", "xnnpack",
        "metal_prepack", "vulkan_prepack", "static_runtime", "inductor", "prims",
    };

    /// <summary>True for a member that holds code.</summary>
    internal static bool IsCode(string name) => name.EndsWith(".py", StringComparison.Ordinal)
        && (name.StartsWith("code/", StringComparison.Ordinal) || name.Contains("/code/", StringComparison.Ordinal));

    /// <summary>Looks for calls of operators that reach files, and of those that torch does not bring along.</summary>
    internal static void Scan(ScanContext context, ReadOnlySpan<byte> code, string place)
    {
        var chain = new System.Text.StringBuilder();
        bool isOpen = false; // behind a point: the next word goes on with the chain
        for (int at = 0; at < code.Length;)
        {
            byte letter = code[at];
            if (letter is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or (byte)'\\')
            {
                at++;
            }
            else if (letter == '#')
            {
                int end = code[at..].IndexOf((byte)'\n');
                at = end < 0 ? code.Length : at + end;
            }
            else if (letter is (byte)'"' or (byte)'\'')
            {
                at = BehindText(code, at);
                (chain.Length, isOpen) = (0, false);
            }
            else if (IsWord(letter))
            {
                int start = at;
                while (at < code.Length && IsWord(code[at]))
                {
                    at++;
                }

                chain.Length = isOpen ? chain.Length : 0;
                if (chain.Length < LongestChain)
                {
                    chain.Append(System.Text.Encoding.Latin1.GetString(code[start..Math.Min(at, start + LongestChain)]));
                }

                isOpen = false;
            }
            else
            {
                if (letter == '(' && chain.Length > 0)
                {
                    Judge(context, chain.ToString(), place, at);
                }

                isOpen = letter == '.' && chain.Length > 0;
                if (isOpen)
                {
                    chain.Append('.');
                }
                else
                {
                    chain.Length = 0;
                }

                at++;
            }
        }
    }

    /// <summary>The form for phones has the names of the operators in a table.</summary>
    internal static void ScanBytecode(ScanContext context, ReadOnlySpan<byte> table, string place)
    {
        foreach (string name in (ReadOnlySpan<string>)["aten::save", "aten::from_file"])
        {
            if (table.IndexOf(System.Text.Encoding.ASCII.GetBytes(name)) is >= 0 and var at)
            {
                ReportFile(context, name, place, at);
            }
        }
    }

    private static void Judge(ScanContext context, string call, string place, int offset)
    {
        if (call is "torch.save" or "torch.from_file" or "ops.aten.save" or "ops.aten.from_file" or "torch.ops.aten.save"
            or "torch.ops.aten.from_file")
        {
            ReportFile(context, call, place, offset);
            return;
        }

        string[] parts = call.Split('.');
        int ops = parts is ["torch", "ops", _, ..] ? 1 : parts is ["ops", _, _, ..] ? 0 : -1;
        if (ops >= 0 && ops + 2 < parts.Length && !Known.Contains(parts[ops + 1]))
        {
            context.Findings.Add(ScanRule.CustomOperator, place, offset,
                $"the code calls {PlainText.Of(call)}, an operator that torch does not bring along", parts[ops + 1], PlainText.Of(call));
        }
    }

    private static void ReportFile(ScanContext context, string call, string place, int offset) =>
        context.Findings.Add(ScanRule.ScriptCode, place, offset, $"the code calls {call}, which reaches files", call, $"{call}(...)",
            severity: ScanSeverity.Dangerous);

    private static bool IsWord(byte letter) => char.IsAsciiLetterOrDigit((char)letter) || letter is (byte)'_' or >= 0x80;

    private static int BehindText(ReadOnlySpan<byte> code, int at)
    {
        byte quote = code[at];
        bool isTriple = at + 2 < code.Length && code[at + 1] == quote && code[at + 2] == quote;
        for (at += isTriple ? 3 : 1; at < code.Length; at++)
        {
            if (code[at] == '\\')
            {
                at++;
            }
            else if (code[at] == quote && (!isTriple || (at + 2 < code.Length && code[at + 1] == quote && code[at + 2] == quote)))
            {
                return at + (isTriple ? 3 : 1);
            }
            else if (code[at] == '\n' && !isTriple)
            {
                return at;
            }
        }

        return code.Length;
    }
}
