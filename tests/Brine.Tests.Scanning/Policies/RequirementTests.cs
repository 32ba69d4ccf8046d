using Brine.Containers;

namespace Brine.Tests.Scanning.Policies;

/// <summary>Only what the scanner thinks well enough of is loaded.</summary>
public class RequirementTests
{
    private static readonly string Tree = Directory.GetFiles(Repo.Golden(), "*DecisionTreeClassifier*.pkl", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal).First();

    [Fact]
    public void AnHonestModelIsLoaded()
    {
        using Model model = Model.Load(Tree, options => options.Require(Verdict.Safe));
        Assert.Equal("DecisionTreeClassifier", model.Info.ClassName);
    }

    [Fact]
    public void ADangerousFileIsRefusedWithItsFindings()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("model.pkl", Pickles.Of("cos\\nsystem\\n(S'id'\\ntR."));
        UnsafeFileException error = Assert.Throws<UnsafeFileException>(() => Model.Load(path, options => options.Require(Verdict.Review)));
        Assert.Equal("UnsafeFile", error.Code);
        Assert.Contains("os.system", error.Message, StringComparison.Ordinal);
        Assert.Equal("DeniedName", Assert.Single(error.Report.Findings).RuleId);
    }

    [Fact]
    public async Task EveryWayOfLoadingAsks()
    {
        byte[] unknown = Pickles.Of("\\x80\\x04cshop\\nModel\\n)\\x81.");
        LoadOptions options = new LoadOptions().Require(Verdict.Safe);
        Assert.Throws<UnsafeFileException>(() => Model.Load(unknown, options));
        Assert.Throws<UnsafeFileException>(() => Model.Load(new MemoryStream(unknown), options));
        Assert.Throws<UnsafeFileException>(() => Pickle.Load(new MemoryStream(unknown), options));
        using var folder = new TemporaryFolder();
        string path = folder.Write("model.pkl", unknown);
        Assert.Throws<UnsafeFileException>(() => Joblib.Load(path, options));
        Assert.Throws<UnsafeFileException>(() => Pickle.Load(path, options));
        await Assert.ThrowsAsync<UnsafeFileException>(() =>
            Model.LoadAsync(path, options, cancellationToken: TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<UnsafeFileException>(() => Model.LoadAsync(new MemoryStream(unknown), options,
            cancellationToken: TestContext.Current.CancellationToken));
        Assert.NotNull(Pickle.Load(new MemoryStream(unknown), new LoadOptions().Require(Verdict.Review)).ToString());
    }

    [Fact]
    public void WhatCouldNotBeReadIsNotSafe() =>
        Assert.Throws<UnsafeFileException>(() =>
            Pickle.Load(new MemoryStream(Pickles.Of("\\x80\\x04N.\\x00\\x00\\x00")), new LoadOptions().Require(Verdict.Safe)));
}
