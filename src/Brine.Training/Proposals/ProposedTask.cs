namespace Brine.Training;

/// <summary>What a model is to learn.</summary>
public enum ProposedTask
{
    /// <summary>Classes: the target is text, bools, or a few ints.</summary>
    Classes,

    /// <summary>Numbers.</summary>
    Numbers,

    /// <summary>Groups: there is no target.</summary>
    Groups,
}
