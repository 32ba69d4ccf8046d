namespace Brine.Tests.Live;

/// <summary>How far floats may be from Python's.</summary>
internal static class LiveTolerance
{
    internal static double Of(LiveCase live) => live.Seed < 0 ? 0 : 1e-9;
}
