using Brine.Models;

namespace Brine.Tests.Live;

/// <summary>Random tables, random models: Brine answers what Python answers and refuses what Python refuses, in every form of the
/// table.</summary>
[Trait("Stage", "Python")]
public sealed class LiveTests
{
    /// <summary>Classes that scikit-learn 1.2.1 does not have.</summary>
    private static readonly string[] Absent = ["sklearn.frozen.FrozenEstimator", "sklearn.model_selection.FixedThresholdClassifier",
        "sklearn.model_selection.TunedThresholdClassifierCV", "sklearn.preprocessing.TargetEncoder", .. OtherNames.Reasons.Keys];

    public static TheoryData<string> Classes() =>
        [.. EstimatorTable.Names.Except(Absent).Select(name => name[(name.LastIndexOf('.') + 1)..])];

    [Theory]
    [MemberData(nameof(Classes))]
    public void AnswersOnRandomTablesArePythons(string name)
    {
        LiveRun run = LiveRun.Made;
        int cases = run.Cases.Count(live => live.Name == name || live.Holds.Contains(name));
        int share = run.Cases.Count * 3 / (4 * Classes().Count);
        Assert.True(run.BeginsElsewhere || cases >= share, $"{name} ran {cases} times among {run.Cases.Count} cases");
        LiveDifference[] found = [.. run.Differences.Where(difference => difference.Name == name)];
        Assert.True(found.Length == 0,
            $"{found.Length} of {run.Asked.GetValueOrDefault(name)} answers differ:\n{string.Join("\n", found.Take(10))}");
    }

    [Fact]
    public void EveryStatedLimitIsStillOne() => Assert.Empty(LiveRun.Made.UnusedLimits);
}
