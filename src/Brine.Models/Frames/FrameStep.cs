namespace Brine.Models;

/// <summary>One change that a transformer of data frames makes: a column is replaced, added or dropped. The set of steps is
/// closed.</summary>
public abstract record FrameStep
{
    private protected FrameStep()
    {
    }

    /// <summary>Changes the columns of a frame.</summary>
    /// <exception cref="ModelInputException">A column is not there, or holds what the step does not take.</exception>
    internal abstract void Apply(FrameDraft frame);
}
