using System.Text;
using Brine.Containers;
using Brine.Pickling;

namespace Brine.Scanning;

/// <summary>Scans the pickles of one piece of data: what they would do in Python, and where their readers disagree.</summary>
internal sealed partial class PickleScan
{
    private const int MostCalls = 200_000;
    private const int MostPickles = 10_000;

    private readonly ScanContext _context;
    private readonly ReadOnlyMemory<byte> _data;
    private readonly string _place;
    private readonly PickleSource _source;
    private readonly List<SymbolicCall> _calls = [];
    private readonly List<SymbolicGlobal> _functions = [];
    private readonly HashSet<SymbolicGlobal> _used = new(ReferenceEqualityComparer.Instance);
    private int _events;

    internal PickleScan(ScanContext context, ReadOnlyMemory<byte> data, string place, PickleSource source) =>
        (_context, _data, _place, _source) = (context, data, place, source);

    private FileFindings Findings => _context.Findings;

    /// <summary>Told of each str and bytes that might hold something of its own.</summary>
    internal Func<ReadOnlyMemory<byte>, string, bool>? OnNested { get; init; }

    /// <summary>Told of each file beside this one that the pickle names, as joblib up to 0.9 kept arrays.</summary>
    internal Action<string>? OnSidecar { get; init; }

    /// <summary>How many pickles in a row are looked at.</summary>
    internal int MaxPickles { get; init; } = MostPickles;

    /// <summary>The storages that persistent ids name: their keys, and the bytes that they take.</summary>
    internal Dictionary<string, long> Storages { get; } = new(StringComparer.Ordinal);

    /// <summary>How many bytes torch's storages take behind the pickles, in its form before 1.6.</summary>
    internal long StorageBytes { get; private set; }

    /// <summary>Scans the pickles and gives the trace.</summary>
    internal PickleTrace Run()
    {
        var options = new PickleTraceOptions
        {
            Limits = _context.Options.Limits,
            MaxMade = _context.MostValues,
            KeepsEvents = false,
            MaxPickles = _source == PickleSource.Inner ? 1 : MaxPickles,
            MaxWeight = Math.Max(20_000_000, 1_000L * _data.Length),
            OnEvent = Judge,
            OnLiteral = OnNested is null ? null : (literal, offset) => LookInto(literal, offset),
        };
        PickleTrace trace = JoblibRegions.Trace(_data, out IReadOnlyList<RawRegion> regions, options);
        ScanRegions(regions);
        Report(trace);
        ReportDropped(trace);
        ReportVectorized();
        ReportHeld();
        return trace;
    }

    private void LookInto(Symbol literal, int offset)
    {
        ReadOnlyMemory<byte> bytes = literal.Kind == SymbolKind.Text ? BytesOf(literal) : literal.Bytes;
        if (bytes.Length >= NestedData.Shortest && NestedData.MayHold(bytes.Span))
        {
            if (OnNested!(bytes, $"{_place}!{literal.Kind.ToString().ToLowerInvariant()}@{offset}"))
            {
                _scanned.Add(literal.Bits);
            }
        }
    }

    /// <summary>An array of bytes, behind its padding.</summary>
    private void LookInto(ReadOnlyMemory<byte> array, int offset)
    {
        int padding = array.Length > 0 && array.Span[0] < 64 ? array.Span[0] + 1 : 0;
        foreach (int start in (ReadOnlySpan<int>)[0, padding])
        {
            if (array.Length - start >= NestedData.Shortest && NestedData.MayBegin(array.Span[start..]))
            {
                OnNested?.Invoke(array[start..], $"{_place}!array@{offset}");
            }
        }
    }

    /// <summary>The bytes of a text: as they stand in the file where it is ASCII, else those that each character is in Latin-1.</summary>
    private static ReadOnlyMemory<byte> BytesOf(Symbol literal)
    {
        ReadOnlyMemory<byte> written = literal.FileBytes;
        ReadOnlySpan<byte> head = written.Span[..Math.Min(written.Length, 64)];
        if (head.IndexOf((byte)'\\') < 0 && head[0] < 0x80)
        {
            return written;
        }

        string text = literal.Text ?? "";
        return text.AsSpan().ContainsAnyExceptInRange('\0', '\u00ff') ? written : Encoding.Latin1.GetBytes(text);
    }

    /// <summary>What lies between the opcodes: arrays of joblib, of which those of objects are pickles, and those of numbers are skipped.
    /// A loader that knows no joblib reads them as opcodes.</summary>
    private void ScanRegions(IReadOnlyList<RawRegion> regions)
    {
        foreach (RawRegion region in regions)
        {
            if (region.IsPickle)
            {
                new PickleScan(_context, _data.Slice(region.Offset, region.Length), $"{_place}!array@{region.Offset}", PickleSource.Inner)
                    { OnNested = OnNested, OnSidecar = OnSidecar }.Run();
            }
        }

        if (regions.Count == 0)
        {
            return;
        }

        SymbolicMachine.Run(_data, new PickleTraceOptions
        {
            Limits = _context.Options.Limits,
            MaxMade = _context.MostValues,
            KeepsEvents = false,
            MaxPickles = 1,
            OnEvent = found =>
            {
                if (found is SymbolicCall { Callee.Global: { Module: { } module, Name: { } name } global }
                    && found.Offset >= regions[0].Offset && NameShape.IsPlain(module, name)
                    && _context.Judge.Of(module, name).Rule is not null && !Findings.Names.Contains(PlainText.Of(global.FullName)))
                {
                    Findings.Add(ScanRule.ReadersDisagree, _place, found.Offset,
                        $"pickle.load would read the bytes of an array as opcodes, which call {PlainText.Of(global.FullName)}",
                        global.FullName);
                }
            },
        });
        foreach (RawRegion region in regions.Where(region => !region.IsPickle))
        {
            LookInto(_data.Slice(region.Offset, region.Length), region.Offset);
        }
    }

    private void Judge(TraceEvent found)
    {
        if ((++_events & 0xFFF) == 0)
        {
            _context.Options.CancellationToken.ThrowIfCancellationRequested();
        }

        switch (found)
        {
            case SymbolicGlobal global:
                JudgeName(global);
                break;
            case SymbolicCall call:
                JudgeCall(call);
                break;
            case SymbolicState state:
                JudgeState(state);
                break;
            case SymbolicItems items:
                JudgeItems(items);
                break;
            case SymbolicPersistent persistent:
                JudgePersistent(persistent);
                break;
            case SymbolicExtension extension:
                Findings.Add(ScanRule.ExtensionCode, _place, extension.Offset,
                    $"the code {extension.Code} stands for a class or function that only the loader's registry knows",
                    $"{extension.Code}", opcode: OpcodeAt(extension.Offset));
                break;
        }
    }

    private string? OpcodeAt(int offset) => OpcodeTable.Find(_data.Span[offset])?.Name;
}
