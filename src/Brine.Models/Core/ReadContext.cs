namespace Brine.Models;

/// <summary>What all estimators of one model share while they are read.</summary>
/// <param name="code">The user's code, or null where there is none.</param>
internal sealed class ReadContext(CustomCode? code = null)
{
    /// <summary>The user's code.</summary>
    internal CustomCode Code { get; } = code ?? CustomCode.None;

    /// <summary>How many estimators the model has so far.</summary>
    internal int EstimatorCount { get; set; }
}
