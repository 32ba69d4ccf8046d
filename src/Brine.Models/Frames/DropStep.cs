namespace Brine.Models;

/// <summary>Drops columns.</summary>
/// <param name="Columns">Their names.</param>
public sealed record DropStep(IReadOnlyList<string> Columns) : FrameStep
{
    internal override void Apply(FrameDraft frame)
    {
        foreach (string name in Columns)
        {
            frame.Drop(name);
        }
    }
}
