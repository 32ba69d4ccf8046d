using Brine.Pickling;

namespace Brine.Scanning;

/// <content>Source text that scipy executes, and what else its distributions hold.</content>
internal sealed partial class PickleScan
{
    private readonly List<SymbolicCall> _vectorized = [];

    /// <summary>A function of numpy that models hold in one form alone; everything else that is done with it is a finding.</summary>
    private static bool IsVectorize(SymbolicGlobal? type) => type is { IsComputed: false, Module: "numpy", Name: "vectorize" };

    private void KeepVectorized(SymbolicCall call)
    {
        if (IsVectorize(call.Class) && _vectorized.Count < MostCalls)
        {
            _vectorized.Add(call);
        }
    }

    private void JudgeSource(SymbolicGlobal type, SymbolicState state)
    {
        if (ScipyDistributions.Has(type))
        {
            if (ScipyDistributions.Check(state.State) is { } complaint)
            {
                Report(type, state, complaint.Text, complaint.Severity);
            }
        }
        else if (state.FindAttribute(ScipyDistributions.Template) is { Content: not null } text && !ScipyDistributions.IsTemplate(text))
        {
            Report(type, state, "is given source text that scipy's distributions execute, and that scipy did not write",
                ScanSeverity.Dangerous);
        }
    }

    private void Report(SymbolicGlobal type, SymbolicState state, string text, ScanSeverity severity)
    {
        Symbol source = state.FindAttribute(ScipyDistributions.Template);
        Findings.Add(ScanRule.SourceText, _place, state.Offset, $"{PlainText.Of(type.FullName)} {text}", $"{type.FullName}:{text}",
            source.Content is not null && !ScipyDistributions.IsTemplate(source) ? $"exec({PlainText.Of(source.ToString())})"
                : CallText.Of(state), OpcodeAt(state.Offset), severity);
    }

    /// <summary>Made without a state that is known, or with several of them.</summary>
    private void ReportVectorized()
    {
        foreach (SymbolicCall call in _vectorized)
        {
            if (call.Kind is not (SymbolicCallKind.NewObject or SymbolicCallKind.NewObjectEx) && call.Callee.Global == call.Class)
            {
                continue; // a call of the function, which is a finding already
            }

            if (call.States.Length != 1 || !ScipyDistributions.IsVectorizedEntropy(call.States[0]) || call.Arguments.Length > 3
                || (call.Callee.Global == call.Class && !call.Arguments.IsEmpty))
            {
                Findings.Add(ScanRule.DeniedName, _place, call.Offset,
                    "numpy.vectorize is made of something else than the entropy of a distribution of scipy: it calls what it holds",
                    call.Class!.FullName, CallText.Of(call), OpcodeAt(call.Offset));
            }
        }
    }
}
