using Brine.Containers;

namespace Brine;

/// <summary>How a model is rewritten.</summary>
public sealed record UpgradeOptions
{
    /// <summary>How the input is loaded.</summary>
    public LoadOptions? Load { get; init; }

    /// <summary>Methods, by their Python names, that may give other answers in the target because it computes them otherwise:
    /// <c>decision_function</c>. None when left out: such a model is refused.</summary>
    public IReadOnlyList<string> Except { get; init; } = [];
}
