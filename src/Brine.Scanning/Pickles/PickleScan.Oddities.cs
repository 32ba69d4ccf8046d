using Brine.Pickling;

namespace Brine.Scanning;

/// <content>What the trace itself found odd.</content>
internal sealed partial class PickleScan
{
    private void Report(PickleTrace trace)
    {
        foreach (TraceFinding found in trace.Findings)
        {
            Report(trace, found);
        }

        bool isBounded = MaxPickles < MostPickles || _source == PickleSource.Inner;
        if (!isBounded && trace.Pickles.Count == MostPickles && !trace.IsComplete)
        {
            Findings.AddUnread(ScanRule.LimitReached, _place, trace.Pickles[^1].Start,
                $"more than {MostPickles} pickles stand in a row; the rest was not looked at");
        }

        Findings.IsIncomplete |= isBounded ? trace.Pickles.Any(pickle => pickle.End != TraceEnd.Stop) : !trace.IsComplete;
    }

    private void Report(PickleTrace trace, TraceFinding found)
    {
        switch (found.Kind)
        {
            case TraceFindingKind.FrameCrossed or TraceFindingKind.FrameNested or TraceFindingKind.StackLeftOver
                or TraceFindingKind.MemoOverwritten or TraceFindingKind.UnusualNumber:
                Add(ScanRule.ReadersDisagree, found);
                break;
            case TraceFindingKind.FrameTooLong:
                Add(trace.Pickles[^1].End == TraceEnd.Truncated ? ScanRule.BrokenPickle : ScanRule.ReadersDisagree, found);
                break;
            case TraceFindingKind.SharedWithoutEnd or TraceFindingKind.MemoFarOut:
                Add(ScanRule.Bomb, found);
                break;
            case TraceFindingKind.LimitReached:
                Findings.IsIncomplete = true;
                Add(ScanRule.LimitReached, found);
                break;
            case TraceFindingKind.UnreadBytes:
                if (_source != PickleSource.Inner)
                {
                    Findings.IsIncomplete = true;
                    Add(ScanRule.UnreadBytes, found);
                }

                break;
            case TraceFindingKind.BytesAfterStop or TraceFindingKind.OldString or TraceFindingKind.OpcodeAboveProtocol:
                break;
            case TraceFindingKind.MisplacedProtocol:
                Add(ScanRule.BrokenPickle, found);
                break;
            default:
                Findings.IsIncomplete = true;
                Add(ScanRule.BrokenPickle, found);
                break;
        }
    }

    private void Add(ScanRule rule, TraceFinding found) =>
        Findings.Add(rule, _place, found.Offset, PlainText.Of(found.Message), found.Kind.ToString(), opcode: found.Opcode);
}
