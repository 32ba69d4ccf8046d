using Brine.Containers;
using Brine.Pickling;

namespace Brine.Scanning;

/// <content>Data of which it is not sure what it is: values of pickles, storages, files of no known kind.</content>
internal sealed partial class FileScan
{
    private const int MostGuesses = 256;

    /// <summary>What is read of each guess: names and calls of an attack stand near its beginning.</summary>
    private const int LongestGuess = 1 << 16;

    /// <summary>A str or bytes of a pickle.</summary>
    /// <returns>True where it is one, and all of it was scanned.</returns>
    internal bool ScanNested(ReadOnlyMemory<byte> bytes, string place, int depth)
    {
        bool counts = ScanDoubtful(Spelled(bytes) ?? bytes, place, depth);
        if (counts)
        {
            Findings.Add(ScanRule.NestedPickle, place, null, "a value of the pickle holds a pickle, which was scanned too");
        }

        return counts;
    }

    /// <summary>The bytes that a text spells in hexadecimal or base64, where those may be a file; else null.</summary>
    private static ReadOnlyMemory<byte>? Spelled(ReadOnlyMemory<byte> text)
    {
        if (NestedData.FromHex(text.Span) is { } hex && NestedData.MayBegin(hex))
        {
            return hex;
        }

        return !NestedData.IsMarked(text.Span) && NestedData.IsBase64(text.Span) && NestedData.FromBase64(text.Span) is { } decoded
            && (NestedData.IsMarked(decoded) || (NestedData.MayBegin(decoded) && decoded.AsSpan().TrimEnd(" \r\n"u8) is [.., (byte)'.']))
            ? decoded : default(ReadOnlyMemory<byte>?);
    }

    /// <summary>Scans what may be a file by chance: what is found counts where it is whole, or names what no chance writes.</summary>
    /// <returns>True where it counts.</returns>
    internal bool ScanDoubtful(ReadOnlyMemory<byte> bytes, string place, int depth)
    {
        if (depth > context.Options.MaxNesting || !context.HasParts)
        {
            Findings.IsCutShort = true;
            Findings.AddUnread(ScanRule.LimitReached, place, null,
                context.HasParts
                    ? $"parts lie more than {context.Options.MaxNesting} deep inside of each other; what is deeper was not looked at"
                    : "the file has too many parts; the rest was not looked at");
            return false;
        }

        ScanContext branch = context.Branch();
        new FileScan(branch, source).Scan(bytes, place, depth);
        FileFindings found = branch.Findings;
        if (found.IsCutShort)
        {
            Findings.IsCutShort = true;
            Findings.AddUnread(ScanRule.LimitReached, place, null, "a limit was reached inside of it; not all was looked at");
        }

        bool counts = found.IsModel
            && ((!found.IsIncomplete && found.Names.Count > 0) || found.CallsDenied || found.Has(ScanRule.Bomb));
        if (counts)
        {
            Findings.AddAll(found);
        }

        return counts;
    }

    /// <summary>A pickle of protocol 0 or 1, which has no mark: numbers by chance may begin as one does. What breaks before it names
    /// anything says nothing else.</summary>
    private void ScanUnmarkedPickle(ReadOnlyMemory<byte> data, string place, int depth)
    {
        ScanContext branch = context.Branch();
        var scan = new FileScan(branch, source);
        scan.ScanPickle(data, place, depth);
        Sidecars.AddRange(scan.Sidecars);
        if (!branch.Findings.IsIncomplete || branch.Findings.Names.Count > 0)
        {
            Findings.AddAll(branch.Findings);
        }
        else
        {
            Findings.AddUnread(ScanRule.BrokenPickle, place, 0, "the data begins as a pickle does and breaks off before it names anything");
            Findings.IsModel = true;
        }
    }

    /// <summary>Data of another format whose first bytes are opcodes too: <c>pickle.load</c> looks for no mark, and imports what is named
    /// before the first byte that stops it. A persistent id stops it.</summary>
    private void ScanAsPickle(ReadOnlyMemory<byte> data, string name, string place)
    {
        if (data.Length < NestedData.Shortest || data.Span[0] is PickleOpcode.Persid or PickleOpcode.Binpersid
            || OpcodeTable.Find(data.Span[0]) is null)
        {
            return;
        }

        SymbolicGlobal? first = null;
        int stop = int.MaxValue;
        PickleTrace trace = SymbolicMachine.Run(data, new PickleTraceOptions
        {
            Limits = context.Options.Limits,
            MaxMade = context.MostValues,
            KeepsEvents = false,
            MaxPickles = 1,
            OnEvent = found =>
            {
                first ??= found as SymbolicGlobal;
                stop = found is SymbolicPersistent or SymbolicExtension ? Math.Min(stop, found.Offset) : stop;
            },
        });
        foreach (TraceFinding found in trace.Findings)
        {
            if (found.Kind is TraceFindingKind.StackUnderflow or TraceFindingKind.MarkMissing or TraceFindingKind.WrongKind
                or TraceFindingKind.MemoUnset or TraceFindingKind.UnknownOpcode or TraceFindingKind.BadLength
                or TraceFindingKind.UnknownProtocol or TraceFindingKind.BadText or TraceFindingKind.Truncated)
            {
                stop = Math.Min(stop, found.Offset);
            }
        }

        if (first is { Module: { } module, Name: { } imported } && first.Offset < stop && NameShape.IsPlain(module, imported))
        {
            Findings.IsModel = true;
            Findings.Add(ScanRule.ReadersDisagree, place, first.Offset,
                $"the file is a {name} to readers of that, and a pickle to pickle.load, which imports {PlainText.Of(first.FullName)}",
                name);
            new PickleScan(context, data, place, PickleSource.Inner) { MaxPickles = 1 }.Run();
        }
    }

    /// <summary>A file of no known kind, or text: a pickle may begin anywhere in it.</summary>
    private void ScanUnknown(ReadOnlyMemory<byte> data, string place, int depth)
    {
        if (SavedModelOperations.IsGraph(data.Span))
        {
            Findings.IsModel = true;
            SavedModelOperations.Scan(context, data.Span, place);
            return;
        }

        if (data.Length >= NestedData.Shortest && Spelled(data) is { } spelled && ScanDoubtful(spelled, place, depth + 1))
        {
            return;
        }

        ScanContext branch = context.Branch();
        new PickleScan(branch, data, place, PickleSource.Plain).Run();
        if (branch.Findings.CallsDenied)
        {
            branch.Findings.IsModel = true;
            Findings.AddAll(branch.Findings);
            return;
        }

        Sweep(data, place, 0);
    }

    /// <summary>Looks for pickles that begin anywhere in bytes that nothing else explains. Only names that no chance writes
    /// count.</summary>
    internal void Sweep(ReadOnlyMemory<byte> data, string place, int from)
    {
        int guesses = 0;
        for (int at = from; at < data.Length - 4 && guesses < MostGuesses; at++)
        {
            int next = data.Span[at..].IndexOfAny((byte)0x80, (byte)'c', (byte)'i');
            if (next < 0)
            {
                return;
            }

            at += next;
            if (!MayBegin(data.Span[at..]))
            {
                continue;
            }

            guesses++;
            ScanContext branch = context.Branch();
            ReadOnlyMemory<byte> guess = data.Slice(at, Math.Min(data.Length - at, LongestGuess));
            new PickleScan(branch, guess, $"{place}@{at}", PickleSource.Inner).Run();
            if (branch.Findings.CallsDenied)
            {
                branch.Findings.IsModel = true;
                branch.Findings.IsIncomplete = true;
                Findings.AddAll(branch.Findings);
                return;
            }
        }
    }

    /// <summary>A PROTO and an opcode; or two lines that can name a module and what is in it.</summary>
    private static bool MayBegin(ReadOnlySpan<byte> data)
    {
        if (data[0] == 0x80)
        {
            return data.Length > 2 && data[1] <= 5 && OpcodeTable.Find(data[2]) is not null;
        }

        int first = data[..Math.Min(data.Length, 256)].IndexOf((byte)'\n');
        int second = first < 2 || first + 1 == data.Length ? -1 : data[(first + 1)..Math.Min(data.Length, first + 257)].IndexOf((byte)'\n');
        return second > 0 && IsWord(data[1..first]) && IsWord(data.Slice(first + 1, second));
    }

    private static bool IsWord(ReadOnlySpan<byte> text) => !text.ContainsAnyExcept(Word);

    private static readonly System.Buffers.SearchValues<byte> Word =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_."u8);

    /// <summary>A ZIP archive behind other data: readers that begin at the end see it, the others do not.</summary>
    private void ScanAppendedZip(ReadOnlyMemory<byte> data, FileFormat format, string place, int depth)
    {
        const int EndLength = 22;
        ReadOnlySpan<byte> tail = data.Span[Math.Max(0, data.Length - EndLength - ushort.MaxValue)..];
        int at = tail.LastIndexOf("PK\u0005\u0006"u8);
        if (at < 0 || tail.Length - at < EndLength
            || System.Buffers.Binary.BinaryPrimitives.ReadUInt16LittleEndian(tail[(at + 20)..]) != tail.Length - at - EndLength)
        {
            return;
        }

        ScanContext branch = context.Branch();
        new ZipScan(branch, new FileScan(branch), data, place, depth).Run();
        Findings.AddAll(branch.Findings);
        if (format is FileFormat.Pickle or FileFormat.TorchLegacy or FileFormat.Tar or FileFormat.Npy or FileFormat.Hdf5)
        {
            Findings.Add(ScanRule.ReadersDisagree, place, data.Length - tail.Length + at,
                $"the file is a {FormatTable.Of(format).Name} to readers that begin at its start, and a ZIP archive to those that begin at "
                    + "its end");
        }
    }
}
