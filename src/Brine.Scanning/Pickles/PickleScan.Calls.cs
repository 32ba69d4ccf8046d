using Brine.Pickling;

namespace Brine.Scanning;

/// <content>Calls, states and items.</content>
internal sealed partial class PickleScan
{
    /// <summary>The literals that were scanned as files of their own.</summary>
    private readonly HashSet<long> _scanned = [];

    private void JudgeCall(SymbolicCall call)
    {
        if (_calls.Count < MostCalls)
        {
            _calls.Add(call);
        }

        KeepVectorized(call);

        switch (call.Callee.Kind)
        {
            case SymbolKind.Global:
                JudgeCallOfName(call, call.Callee.Global!);
                break;
            case SymbolKind.Extension:
                break; // the code is a finding already
            case SymbolKind.Persistent when ModuleClass(call.Callee.Persistent!) is { } type:
                JudgeCallOfName(call, type);
                break;
            case SymbolKind.Call when NewOf(call.Callee.Call!) is { } type && !IsVectorize(type):
                _used.Add(type);
                break; // cls.__new__(cls, ...), as protocols 2 and 3 write it; the class was judged when it was named
            case SymbolKind.Call when IsBlock(call.Callee.Call!):
                break; // as pandas 1.3 writes its blocks
            default:
                string what = call.Callee.Kind switch
                {
                    SymbolKind.Call => "the result of another call is called",
                    SymbolKind.Persistent => "what a persistent id stands for is called",
                    SymbolKind.Unknown => "what is called cannot be told",
                    _ => $"a {call.Callee.Kind.ToString().ToLowerInvariant()} is called",
                };
                Findings.Add(ScanRule.CalledResult, _place, call.Offset, what, null, CallText.Of(call), OpcodeAt(call.Offset));
                break;
        }
    }

    private void JudgeCallOfName(SymbolicCall call, SymbolicGlobal callee)
    {
        _used.Add(callee);
        if (callee.IsComputed)
        {
            Findings.Add(ScanRule.ComputedName, _place, callee.Offset, "", PlainText.Of(callee.FullName)).Call = CallText.Of(call);
            return;
        }

        NameJudgement judgement = Thought(callee);
        string way = call.Kind is SymbolicCallKind.NewObject or SymbolicCallKind.NewObjectEx ? "made" : "called";
        _context.OnUse?.Invoke(callee.Module!, callee.Name!, way, CallForms.Shape(call));
        if (judgement.Rule is { } rule)
        {
            Findings.CallsDenied |= (rule == ScanRule.DeniedName || rule == ScanRule.ScannerName)
                && NameShape.IsPlain(callee.Module!, callee.Name!);
            // The name is a finding: the first call says what is done with it.
            FileFindings.Draft draft = Findings.Add(rule, _place, call.Offset, "", callee.FullName);
            if (!draft.IsCalled)
            {
                (draft.IsCalled, draft.Call, draft.Opcode, draft.Offset) = (true, CallText.Of(call), OpcodeAt(call.Offset), call.Offset);
            }

            return;
        }

        KnownName known = judgement.Known!;
        if (known.Form is "reconstruct" or "mareconstruct" or "class" or "reconstructor" && call.Arguments is [{ Global: { } type }, ..]
            && (known.Module == "copyreg" || !IsVectorize(type)))
        {
            _used.Add(type);
        }

        if (call.ArgumentTuple.Kind != SymbolKind.Tuple)
        {
            Findings.Add(ScanRule.UnknownForm, _place, call.Offset,
                $"{PlainText.Of(callee.FullName)} is called with arguments that are worked out while the file loads", null,
                CallText.Of(call), OpcodeAt(call.Offset));
        }
        else if (CallForms.Check(call, known, literal => _scanned.Contains(literal.Bits)) is { } complaint)
        {
            Findings.Add(complaint.IsHeld ? ScanRule.HeldFunction : ScanRule.UnknownForm, _place, call.Offset,
                $"{PlainText.Of(callee.FullName)} {complaint.Text}", $"{callee.FullName}:{complaint.Text}", CallText.Of(call),
                OpcodeAt(call.Offset), complaint.Severity);
        }
    }

    private void JudgeState(SymbolicState state)
    {
        switch (state.Target.Kind)
        {
            case SymbolKind.Global:
                Findings.Add(ScanRule.ChangedImport, _place, state.Offset,
                    $"{PlainText.Of(state.Target.ToString())} is imported, and its attributes are changed", state.Target.ToString(),
                    CallText.Of(state), OpcodeAt(state.Offset));
                break;
            case SymbolKind.Persistent or SymbolKind.Extension:
                Findings.Add(ScanRule.ChangedImport, _place, state.Offset, "an object from elsewhere gets a state", null,
                    CallText.Of(state), OpcodeAt(state.Offset));
                break;
            case SymbolKind.Call:
                JudgeStateOf(state.Target.Call!, state);
                break;
        }
    }

    private void JudgeStateOf(SymbolicCall target, SymbolicState state)
    {
        if (target.Class is not { IsComputed: false } callee)
        {
            return; // the call is a finding already
        }

        _context.OnUse?.Invoke(callee.Module!, callee.Name!, "built", state.State.Kind.ToString());
        if (Thought(callee).Known is { } known && (known.Uses & NameUses.Built) == 0)
        {
            Findings.Add(ScanRule.ChangedImport, _place, state.Offset,
                $"what {PlainText.Of(callee.FullName)} gives gets a state, which models do not do", callee.FullName, CallText.Of(state),
                OpcodeAt(state.Offset));
        }

        JudgeSource(callee, state);
        if (callee.Name is "NDArrayWrapper" or "ZNDArrayWrapper"
            && state.FindAttribute("filename") is { Kind: not SymbolKind.Unknown } file)
        {
            JudgeSidecar(file, state);
        }

        // The second of a pair is set attribute by attribute, which takes __class__ and its like too.
        if (state.State.Container is { Kind: SymbolKind.Tuple, Items: [_, { Container: { Kind: SymbolKind.Dict } slots }] })
        {
            for (int i = 0; i + 1 < slots.Items.Length; i += 2)
            {
                if (slots.Items[i].ShortText(64) is { } key && key.StartsWith("__", StringComparison.Ordinal)
                    && key.EndsWith("__", StringComparison.Ordinal))
                {
                    Findings.Add(ScanRule.ChangedImport, _place, state.Offset, $"the attribute {PlainText.Of(key)} is set", null,
                        CallText.Of(state), OpcodeAt(state.Offset));
                }
            }
        }
    }

    /// <summary>The name of a file beside this one: joblib up to 0.9 joins it to the folder and loads it.</summary>
    private void JudgeSidecar(Symbol file, SymbolicState state)
    {
        string? name = file.ShortText(1024);
        if (name is null || name.Length == 0 || name is "." or ".." || name.AsSpan().IndexOfAny("/\\:") >= 0
            || name.AsSpan().IndexOfAnyInRange('\0', '\u001f') >= 0)
        {
            Findings.Add(ScanRule.OutsidePath, _place, state.Offset, "an array is loaded from a file that does not lie beside this one",
                name, name is null ? file.ToString() : PlainText.Of(name), OpcodeAt(state.Offset));
        }
        else
        {
            OnSidecar?.Invoke(name);
        }
    }

    private void JudgeItems(SymbolicItems items)
    {
        switch (items.Target.Kind)
        {
            case SymbolKind.Global or SymbolKind.Persistent or SymbolKind.Extension:
                Findings.Add(ScanRule.ChangedImport, _place, items.Offset,
                    $"items are set on {PlainText.Of(items.Target.ToString())}, which the file does not make", items.Target.ToString(),
                    PlainText.Of(items.Target.ToString()), OpcodeAt(items.Offset));
                break;
            case SymbolKind.Call when items.Target.Call!.Class is { IsComputed: false } type:
                _context.OnUse?.Invoke(type.Module!, type.Name!, "filled", items.Items.Kind.ToString());
                if (Thought(type).Known is { } known && (known.Uses & NameUses.Filled) == 0)
                {
                    Findings.Add(ScanRule.UnknownForm, _place, items.Offset,
                        $"items are set on what {PlainText.Of(type.FullName)} gives, which models do not do", type.FullName,
                        PlainText.Of(items.Target.ToString()), OpcodeAt(items.Offset));
                }

                break;
        }
    }

    private void JudgePersistent(SymbolicPersistent persistent)
    {
        bool isTorch = _source is PickleSource.Torch or PickleSource.TorchScript or PickleSource.TorchTar;
        if (isTorch
            && persistent.Id.Container is { Kind: SymbolKind.Tuple, Items: [var kind, { Global: { IsComputed: false } storage }, ..] }
            id && kind.ShortText(16) == "storage")
        {
            CountStorage(storage, id);
            return;
        }

        if ((isTorch && ModuleClass(persistent) is not null)
            || (_source == PickleSource.TorchTar && persistent.Id.ShortText(32) is { } number
                && !number.AsSpan().ContainsAnyExceptInRange('0', '9')))
        {
            return;
        }

        if (persistent.Id.Container is { Kind: SymbolKind.Tuple, Items: [var storageWord, { Global: { Module: "torch" } }, var key, ..] }
            && storageWord.ShortText(16) == "storage" && key.Kind == SymbolKind.Text)
        {
            Findings.Add(ScanRule.PersistentId, _place, persistent.Offset,
                "the pickle is a part of a torch file: its storages are elsewhere",
                severity: ScanSeverity.Review);
            return;
        }

        Findings.Add(ScanRule.PersistentId, _place, persistent.Offset,
            isTorch ? "a persistent id is none of torch's storages"
                : "a persistent id stands where only the program that wrote the file knows the object", null,
            PlainText.Of(new Symbol(persistent).ToString()), OpcodeAt(persistent.Offset));
    }

    /// <summary>torch before 1.6 keeps the source text of a module's class beside the class, and nobody runs it:
    /// ('module', class, file, source).</summary>
    private SymbolicGlobal? ModuleClass(SymbolicPersistent persistent) =>
        _source == PickleSource.Torch && persistent.Id.Container is { Kind: SymbolKind.Tuple, Count: 4,
            Items: [var kind, { Global: { IsComputed: false } type }, ..] } && kind.ShortText(16) == "module" ? type : null;

    /// <summary>The class of <c>functools.partial(cls.__new__, cls, ...)</c>, or null for other calls. A partial that was pickled as an
    /// object has its arguments in its state.</summary>
    private static SymbolicGlobal? NewOf(SymbolicCall call)
    {
        if (call.Callee.Global is not { } function || !function.Is("functools", "partial") || call.States.Length > 1
            || call.Arguments is not [{ Global: { IsComputed: false, Via: not null } maker }, .. var rest])
        {
            return null;
        }

        if (call.States.Length == 1)
        {
            if (call.States[0].Container is not { Kind: SymbolKind.Tuple, Items: [{ Global: { } same },
                { Container: { Kind: SymbolKind.Tuple } arguments }, ..] } || same.FullName != maker.FullName)
            {
                return null;
            }

            rest = arguments.Items;
        }

        return rest is [{ Global: { IsComputed: false } type }, ..] && maker.Name!.EndsWith(".__new__", StringComparison.Ordinal)
            ? type : null;
    }

    /// <summary>True for <c>functools.partial(new_block, ndim=2)</c>.</summary>
    private static bool IsBlock(SymbolicCall call) =>
        call.Callee.Global is { } function && function.Is("functools", "partial") && call.States.Length <= 1
            && call.Arguments is [{ Global: { Via: null } block }] && block.Is("pandas.core.internals.blocks", "new_block")
            && (call.States.IsEmpty || call.States[0].Container is { Kind: SymbolKind.Tuple, Items: [{ Global: { Via: null } same }, ..] }
                && same.FullName == block.FullName);

    /// <summary>A storage: ('storage', class, key, device, number of elements, ...). In the form before 1.6 a length of 8 bytes and the
    /// elements stand behind the pickles, once for each key.</summary>
    private void CountStorage(SymbolicGlobal storage, SymbolicContainer id)
    {
        if (id.Items.Length > 4 && id.Items[4].Integer is { } count && count >= 0 && count < long.MaxValue / 32
            && id.Items[2].ShortText(64) is { } key
            && Storages.TryAdd(key, (long)count * TorchStorages.ItemSize(storage.Name!)))
        {
            StorageBytes += 8 + Storages[key];
        }
    }

    /// <summary>Calls that no result of the pickles holds: Python makes them all the same.</summary>
    private void ReportDropped(PickleTrace trace)
    {
        foreach (SymbolicCall call in _calls)
        {
            if (call.IsUsed || call.Kind == SymbolicCallKind.Indirect || trace.Pickles[call.Pickle].End != TraceEnd.Stop)
            {
                continue;
            }

            bool isKnown = call.Callee.Global is { IsComputed: false } callee && Thought(callee).Rule is null;
            Findings.Add(ScanRule.DroppedCall, _place, call.Offset, "the result of a call is thrown away", CallText.Of(call),
                CallText.Of(call), OpcodeAt(call.Offset), isKnown ? ScanSeverity.Review : null);
        }
    }
}
