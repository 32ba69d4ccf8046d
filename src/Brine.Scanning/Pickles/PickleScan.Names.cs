using Brine.Pickling;

namespace Brine.Scanning;

/// <content>Names, and what is held without being called.</content>
internal sealed partial class PickleScan
{
    private void JudgeName(SymbolicGlobal global)
    {
        if (global.IsComputed)
        {
            Findings.Add(ScanRule.ComputedName, _place, global.Offset,
                "what is imported is worked out while the file loads, so that no one can tell it from the file",
                PlainText.Of(global.FullName), $"import {PlainText.Of(NameOf(global))}", OpcodeAt(global.Offset));
            return;
        }

        Findings.Names.Add(PlainText.Of(global.FullName));
        NameJudgement judgement = Thought(global);
        _context.OnUse?.Invoke(global.Module!, global.Name!, global.Via is null ? "name" : "via", "");
        if (judgement.Rule is { } rule)
        {
            FileFindings.Draft draft = Findings.Add(rule, _place, global.Offset,
                $"{PlainText.Of(global.FullName)} is imported: {judgement.Reason}", global.FullName, PlainText.Of(global.FullName),
                OpcodeAt(global.Offset), judgement.Severity);
            _ = draft;
        }
        else if (global.Via is not null && judgement.Known is not { Form: CallForms.Attribute })
        {
            Findings.Add(ScanRule.ComputedName, _place, global.Offset,
                $"{PlainText.Of(global.FullName)} is reached by a call in place of being named", global.FullName,
                CallText.Of(global.Via), OpcodeAt(global.Offset));
        }

        if (judgement.Known is { } known && (known.Uses & (NameUses.Held | NameUses.Made)) == 0 && _functions.Count < MostCalls)
        {
            _functions.Add(global);
        }
    }

    /// <summary>What is thought of a name; of one that Python 2 called otherwise, the worse of both.</summary>
    private NameJudgement Thought(SymbolicGlobal global)
    {
        NameJudgement judgement = _context.Judge.Of(global.Module!, global.Name!);
        if (judgement.Rule is not null && global.Via is not null && judgement.Severity < ScanSeverity.Dangerous)
        {
            return new(ScanRule.ComputedName, ScanSeverity.Dangerous, "it is reached by a call in place of being named", null);
        }

        return judgement;
    }

    private static string NameOf(SymbolicGlobal global) =>
        $"{(global.Module is null ? global.Operands.Module.ToString() : global.Module)} . "
            + (global.Name is null ? global.Operands.Name.ToString() : global.Name);

    /// <summary>A function that is never called: the file keeps it for later.</summary>
    private void ReportHeld()
    {
        foreach (SymbolicGlobal function in _functions)
        {
            if (!_used.Contains(function))
            {
                Findings.Add(ScanRule.HeldFunction, _place, function.Offset,
                    $"{PlainText.Of(function.FullName)} is held and not called", function.FullName, PlainText.Of(function.FullName),
                    OpcodeAt(function.Offset));
            }
        }
    }
}
