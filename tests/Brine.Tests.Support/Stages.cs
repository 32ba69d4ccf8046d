namespace Brine.Tests.Support;

/// <summary>What a run of the tests leaves to the stages of <c>.ci/run</c>, which set a variable for it.</summary>
internal static class Stages
{
    /// <summary>True where every command is tried with every hostile value, and not the main ones alone.</summary>
    internal static bool TriesEveryCommand { get; } = Environment.GetEnvironmentVariable("BRINE_DENIAL") == "all";
}
