using System.Text;

namespace Brine.Scanning;

/// <summary>
/// What a runtime would open or load for an ONNX model: files with weights, and libraries with operators that are none of ONNX's. The
/// message is walked field by field, from a stack of open messages; numbers are skipped and nothing is decoded.
/// </summary>
internal sealed class OnnxScan
{
    private const int Deepest = 200;
    private const int LongestName = 4_096;
    private const int MostDomains = 1_000;

    /// <summary>Domains whose operators ONNX and its runtime bring along.</summary>
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "", "ai.onnx", "ai.onnx.ml", "ai.onnx.training", "ai.onnx.preview", "ai.onnx.preview.training", "com.microsoft",
        "com.microsoft.nchwc", "com.microsoft.experimental", "com.microsoft.mlfeaturizers", "com.ms.internal.nhwc", "org.pytorch.aten",
    };

    private readonly ScanContext _context;
    private readonly string _place;
    private readonly Stack<Open> _open = new();
    private readonly SortedDictionary<string, (string Operator, int Offset)> _domains = new(StringComparer.Ordinal);
    private readonly HashSet<string> _functions = new(StringComparer.Ordinal);

    private OnnxScan(ScanContext context, string place) => (_context, _place) = (context, place);

    private enum Message
    {
        Other,
        Model,
        Graph,
        Node,
        Attribute,
        Tensor,
        SparseTensor,
        Entry,
        Function,
        Training,
    }

    internal static void Scan(ScanContext context, ReadOnlySpan<byte> model, string place) => new OnnxScan(context, place).Run(model);

    private void Run(ReadOnlySpan<byte> model)
    {
        _open.Push(new Open(Message.Model, 0, model.Length));
        while (_open.TryPop(out Open message))
        {
            int steps = 0;
            while (message.At < message.End)
            {
                if ((++steps & 0xFFF) == 0)
                {
                    _context.Options.CancellationToken.ThrowIfCancellationRequested();
                }

                int start = message.At;
                if (!TryField(model, ref message, out int field, out int from, out int to))
                {
                    _context.Findings.AddUnread(ScanRule.UnreadPart, _place, start, "the ONNX model is corrupt or cut off here");
                    return;
                }

                Message inner = from < 0 ? Message.Other : Inner(message.Kind, field);
                if (inner == Message.Other)
                {
                    Keep(model, ref message, field, from, to);
                    continue;
                }

                if (_open.Count >= Deepest)
                {
                    _context.Findings.AddUnread(ScanRule.LimitReached, _place, start,
                        $"graphs lie more than {Deepest} messages deep inside of each other; what is deeper was not looked at");
                    continue;
                }

                _open.Push(message);
                message = new Open(inner, from, to);
            }

            Close(message);
        }

        Report();
    }

    private static Message Inner(Message kind, int field) => (kind, field) switch
    {
        (Message.Model, 7) or (Message.Training, 1 or 2) or (Message.Attribute, 6 or 11) => Message.Graph,
        (Message.Model, 20) => Message.Training,
        (Message.Model, 25) => Message.Function,
        (Message.Graph, 1) or (Message.Function, 7) => Message.Node,
        (Message.Node, 5) => Message.Attribute,
        (Message.Graph, 5) or (Message.Attribute, 5 or 10) or (Message.SparseTensor, 1 or 2) => Message.Tensor,
        (Message.Graph, 15) or (Message.Attribute, 22 or 23) => Message.SparseTensor,
        (Message.Tensor, 13) => Message.Entry,
        _ => Message.Other,
    };

    /// <summary>Keeps the texts that a message is judged by.</summary>
    private static void Keep(ReadOnlySpan<byte> model, ref Open message, int field, int from, int to)
    {
        if (from < 0)
        {
            return;
        }

        switch (message.Kind, field)
        {
            case (Message.Node, 4) or (Message.Entry, 1):
                message.Name = Text(model[from..to]);
                break;
            case (Message.Node, 7) or (Message.Entry, 2) or (Message.Function, 10):
                message.Value = Text(model[from..to]);
                break;
        }
    }

    private void Close(Open message)
    {
        switch (message.Kind)
        {
            case Message.Node when message.Value is { } domain && !Known.Contains(domain):
                if (_domains.Count < MostDomains)
                {
                    _domains.TryAdd(domain, (message.Name ?? "", message.Start));
                }

                break;
            case Message.Node when message.Name is "PythonOp" or "PythonOpGrad":
                _context.Findings.Add(ScanRule.CustomOperator, _place, message.Start,
                    $"the operator {message.Name} calls a function of Python by its name", message.Name, message.Name,
                    severity: ScanSeverity.Dangerous);
                break;
            case Message.Function when message.Value is { } own && _functions.Count < MostDomains:
                _functions.Add(own);
                break;
            case Message.Entry when message is { Name: "location", Value: var path } && LeadsOut(path ?? ""):
                _context.Findings.Add(ScanRule.OutsidePath, _place, message.Start,
                    "weights are loaded from a file that does not lie beside the model or below it", path, PlainText.Of(path ?? ""));
                break;
        }
    }

    /// <summary>Domains whose functions the model itself has are made of ONNX's operators.</summary>
    private void Report()
    {
        foreach ((string domain, (string name, int offset)) in _domains)
        {
            if (!_functions.Contains(domain))
            {
                _context.Findings.Add(ScanRule.CustomOperator, _place, offset,
                    $"the operator {PlainText.Of(name)} is of the domain {PlainText.Of(domain)}, which is none of ONNX's", domain,
                    PlainText.Of($"{domain}.{name}"));
            }
        }
    }

    private static bool LeadsOut(string path) => path.Length is 0 or >= LongestName || path[0] is '/' or '\\' or '~' || path.Contains(':')
        || path.AsSpan().IndexOfAnyInRange('\0', '\u001f') >= 0 || path.Split('/', '\\').Contains("..");

    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, LongestName)]);

    /// <summary>Reads a field and moves behind it; the content of text, bytes and messages lies at <paramref name="from"/>, of numbers
    /// nowhere.</summary>
    private static bool TryField(ReadOnlySpan<byte> model, ref Open message, out int field, out int from, out int to)
    {
        (field, from, to) = (0, -1, -1);
        if (!TryNumber(model[..message.End], ref message.At, out ulong tag) || tag >> 3 is 0 or > 536_870_911)
        {
            return false;
        }

        field = (int)(tag >> 3);
        switch (tag & 7)
        {
            case 0:
                return TryNumber(model[..message.End], ref message.At, out _);
            case 1 or 5:
                message.At += (tag & 7) == 1 ? 8 : 4;
                return message.At <= message.End;
            case 2 when TryNumber(model[..message.End], ref message.At, out ulong length) && length <= (ulong)(message.End - message.At):
                (from, to) = (message.At, message.At + (int)length);
                message.At = to;
                return true;
            default:
                return false;
        }
    }

    private static bool TryNumber(ReadOnlySpan<byte> data, ref int at, out ulong value)
    {
        value = 0;
        for (int i = 0; i < 10 && at < data.Length; i++)
        {
            byte next = data[at++];
            value |= (ulong)(next & 0x7F) << (7 * i);
            if (next < 0x80)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A message that is being read.</summary>
    private struct Open(Message kind, int start, int end)
    {
        internal readonly Message Kind = kind;
        internal readonly int Start = start;
        internal readonly int End = end;
        internal int At = start;
        internal string? Name;
        internal string? Value;
    }
}
