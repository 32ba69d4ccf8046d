namespace Brine.Models;

/// <summary>Brings columns into an order.</summary>
/// <param name="Columns">Their names.</param>
public sealed record OrderStep(IReadOnlyList<string> Columns) : FrameStep
{
    internal override void Apply(FrameDraft frame) => frame.Order(Columns);
}
