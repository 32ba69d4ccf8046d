namespace Brine.Tests.Support;

/// <summary>What a run of the tests leaves to the stages of <c>.ci/run</c>, which set a variable for it.</summary>
internal static class Stages
{
    private static readonly bool RunsAllSamples = Environment.GetEnvironmentVariable("BRINE_SAMPLES") == "all";

    /// <summary>True where every command is tried with every hostile value, and not the main ones alone.</summary>
    internal static bool TriesEveryCommand { get; } = Environment.GetEnvironmentVariable("BRINE_DENIAL") == "all";

    /// <summary>True where pages are opened in a browser, which takes minutes.</summary>
    internal static bool HasBrowser { get; } = Environment.GetEnvironmentVariable("BRINE_BROWSER") == "1";

    /// <summary>How many levels deep tests nest values: far more than any stack holds.</summary>
    internal static int Depth => TriesEveryCommand ? 1_000_000 : 200_000;

    /// <summary>Skips the programs of the samples but the first, for each is built anew.</summary>
    internal static void RequireSample(bool isFirst) =>
        Assert.SkipUnless(isFirst || RunsAllSamples, "the other sample programs are built and run where BRINE_SAMPLES is all");
}
