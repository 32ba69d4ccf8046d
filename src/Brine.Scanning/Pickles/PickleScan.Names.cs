using Brine.Pickling;

namespace Brine.Scanning;

/// <content>Names, and what is held without being called.</content>
internal sealed partial class PickleScan
{
    /// <summary>A class that an archive of torch's compiled programs brings along; torch's own interpreter makes it.</summary>
    private static readonly NameJudgement ScriptClass = new(null, ScanSeverity.Note, "",
        new KnownName("__torch__", "", NameUses.Held | NameUses.Made | NameUses.Called | NameUses.Built, "none"));

    private void JudgeName(SymbolicGlobal global)
    {
        if (global.IsComputed)
        {
            Findings.Add(ScanRule.ComputedName, _place, global.Offset,
                "what is imported is worked out while the file loads, so that no one can tell it from the file",
                PlainText.Of(global.FullName), $"import {PlainText.Of(NameOf(global))}", OpcodeAt(global.Offset));
            return;
        }

        Findings.AddName(PlainText.Of(global.FullName));
        NameJudgement judgement = Thought(global);
        _context.OnUse?.Invoke(global.Module!, global.Name!, global.Via is null ? "name" : "via", "");
        if (judgement.Rule is { } rule)
        {
            Findings.Add(rule, _place, global.Offset,
                $"{PlainText.Of(global.FullName)} is imported: {judgement.Reason}", global.FullName, PlainText.Of(global.FullName),
                OpcodeAt(global.Offset), judgement.Severity);
        }

        if (judgement.Known is { } known && ((known.Uses & (NameUses.Held | NameUses.Made)) == 0 || IsVectorize(global))
            && _functions.Count < MostCalls)
        {
            _functions.Add(global);
        }
    }

    /// <summary>What is thought of a name; of one that Python 2 called otherwise, the worse of both.</summary>
    private NameJudgement Thought(SymbolicGlobal global)
    {
        if (_source == PickleSource.TorchScript && global.Module is { } home
            && (home == "__torch__" || home.StartsWith("__torch__.", StringComparison.Ordinal)))
        {
            return ScriptClass;
        }

        bool isMaker = global.Via is not null && global.Name!.EndsWith(".__new__", StringComparison.Ordinal);
        NameJudgement judgement = _context.Judge.Of(global.Module!, isMaker ? global.Name![..^8] : global.Name!);
        if (judgement.Rule is null && (isMaker || global.Via is null || judgement.Known!.Form is CallForms.Attribute or CallForms.Keras))
        {
            return judgement;
        }

        if (global.Via is not null && judgement.Rule == ScanRule.OddName)
        {
            return new(ScanRule.ComputedName, ScanSeverity.Dangerous, "it is reached by a call in place of being named", null);
        }

        return global.Via is null || NameShape.IsInClass(global.Name!) && judgement.Severity == ScanSeverity.Review
            || judgement.Severity >= ScanSeverity.Dangerous ? judgement
            : new(ScanRule.ComputedName, ScanSeverity.Dangerous, "it is reached by a call in place of being named", null);
    }

    private static string NameOf(SymbolicGlobal global) =>
        $"{(global.Module is null ? global.Operands.Module.ToString() : global.Module)} . "
            + (global.Name is null ? global.Operands.Name.ToString() : global.Name);

    /// <summary>True for a function that is harmless in the forms of the list alone: held, it may be called in any.</summary>
    private bool IsDenied(SymbolicGlobal function) =>
        DeniedNames.Has(function.Module!, function.Name!) && (Thought(function).Known!.Uses & NameUses.Shown) == 0;

    /// <summary>A function that is never called: the file keeps it for later.</summary>
    private void ReportHeld()
    {
        foreach (SymbolicGlobal function in _functions)
        {
            if (!_used.Contains(function))
            {
                Findings.Add(ScanRule.HeldFunction, _place, function.Offset,
                    $"{PlainText.Of(function.FullName)} is held and not called", function.FullName, PlainText.Of(function.FullName),
                    OpcodeAt(function.Offset),
                    IsDenied(function) ? ScanSeverity.Dangerous : ScanSeverity.Review);
            }
        }
    }
}
