using Brine.Scanning;
using Brine.Store;

namespace Brine.Tests.Store;

public abstract class ModelStoreTests(StoreBackend backend) : IDisposable
{
    private readonly StoreFixture _fixture = new(backend);

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void AVersionKeepsWhatIsKnownOfIt()
    {
        string data = _fixture.Write("train.csv", "a,b\n1,2\n"), script = _fixture.Write("train.py", "print(1)\n");
        using ModelStore store = _fixture.Open();
        ModelVersion version = store.Add("churn", StoreFixture.Tree, new AddOptions
        {
            Metrics = new Dictionary<string, double> { ["auc"] = 0.91, ["rmse"] = 1e-300 },
            DataPath = data, ScriptPath = script, CasesPath = _fixture.Cases("python"), Note = "the first",
        });
        ModelVersion found = store.Find("churn");
        Assert.Equal(("churn", 1, "ann"), (found.Name, found.Number, found.AddedBy));
        Assert.Equal(version.File, found.File);
        Assert.Equal(Sha256(File.ReadAllBytes(StoreFixture.Tree)), found.File.Hash);
        Assert.Equal(Sha256("a,b\n1,2\n"u8.ToArray()), found.Data!.Hash);
        Assert.Equal(("train.py", 9L), (found.Code.Script!.Name, found.Code.Script.Bytes));
        Assert.Equal((0.91, 1e-300), (found.Metrics["auc"], found.Metrics["rmse"]));
        Assert.Equal((Verdict.Safe, false), (found.Verdict, found.IsScanIncomplete));
        Assert.Equal("python", found.CasesBy);
        Assert.Contains(found.WrittenBy, item => item.StartsWith("scikit-learn", StringComparison.Ordinal));
        Assert.Contains("DecisionTreeClassifier", found.Content, StringComparison.Ordinal);
        Assert.Equal(("the first", "ann"), (found.Notes.Single().Text, found.Notes.Single().Who));
        Assert.True(DateTimeOffset.UtcNow - found.Added < TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void VersionsAreNumberedByModelAndListedInOrder()
    {
        using ModelStore store = _fixture.Open();
        Assert.Equal([1, 2, 1, 3], new[] { "churn", "churn", "fraud", "churn" }.Select(name => store.Add(name, StoreFixture.Tree).Number));
        Assert.Equal(["churn:1", "churn:2", "churn:3", "fraud:1"], store.List().Select(version => version.ToString()));
        Assert.Equal(["fraud:1"], store.List("fraud").Select(version => version.ToString()));
        Assert.Equal(3, store.Find("churn").Number);
        Assert.Equal(2, store.Find("churn:2").Number);

        // Ten digits in a key: the tenth version stands behind the ninth.
        for (int number = 4; number <= 11; number++)
        {
            store.Add("churn", StoreFixture.Tree);
        }

        Assert.Equal(Enumerable.Range(1, 11), store.List("churn").Select(version => version.Number));
    }

    [Fact]
    public void AModelComesBackAsItWasAndIsOpenedOnce()
    {
        using ModelStore store = _fixture.Open();
        store.Add("churn", StoreFixture.Tree);
        store.SetEnvironment(new StoreEnvironment("production", new PromotionRules()));
        store.Promote("churn", 1, "production", Stop);
        Model model = store.Get("churn@production");
        Assert.Same(model, store.Get("churn:1"));
        Assert.Equal("setosa", model.Predict(new double[,] { { 5.1, 3.5, 1.4, 0.2 } }).ToStrings()[0]);
        string copy = Path.Combine(_fixture.Root, "copy.pkl");
        store.CopyTo("churn", copy);
        Assert.Equal(File.ReadAllBytes(StoreFixture.Tree), File.ReadAllBytes(copy));
    }

    [Fact]
    public void EqualFilesAreKeptOnce()
    {
        using ModelStore store = _fixture.Open();
        store.Add("a", StoreFixture.Tree);
        store.Add("b", StoreFixture.Tree);
        Assert.Equal((1, false), (_fixture.Backend.Files, _fixture.Backend.HasLeftovers));
    }

    [Fact]
    public void AnyFileIsKeptWithWhatTheScannerThinksOfIt()
    {
        string evil = _fixture.Write("evil.pkl", "cos\nsystem\n(S'id'\ntR."u8.ToArray());
        using ModelStore store = _fixture.Open();
        Assert.True(store.Add("evil", evil).Verdict >= Verdict.Dangerous);
        Assert.Equal(Verdict.NotAModel, store.Add("table", _fixture.Write("t.csv", "a,b\n1,2\n")).Verdict);
    }

    [Fact]
    public void AFolderOfMlflowIsKeptAsAnArchive()
    {
        string folder = Repo.Golden("mlflow", "mlflow-3.17.2", "pipeline.frame");
        using ModelStore store = _fixture.Open();
        ModelVersion version = store.Add("flow", folder + Path.DirectorySeparatorChar);
        Assert.Equal("pipeline.frame.zip", version.File.Name);
        Assert.Equal(("MLflow model", Verdict.Safe), (version.Content, version.Verdict));
        using Model there = Model.Load(folder);
        Model here = store.Get("flow");
        Assert.Equal((there.Info.ClassName, there.Methods.Count), (here.Info.ClassName, here.Methods.Count));

        // The same files are the same archive, whenever it is made and in whatever order the system lists them.
        Assert.Equal(version.File.Hash, store.Add("again", folder).File.Hash);
        Refused("StoreFolder", () => store.Add("flow", _fixture.Root));
    }

    [Fact]
    public void TagsNotesAndTheHistoryTellWhatWasDone()
    {
        using ModelStore store = _fixture.Open();
        store.Add("churn", StoreFixture.Tree);
        store.Tag("churn", 1, "candidate");
        store.Tag("churn", 1, "candidate");
        Assert.Equal(["candidate"], store.Find("churn").Tags);
        Assert.Empty(store.Untag("churn", 1, "candidate").Tags);
        store.Note("churn", 1, "better on the new region");
        Assert.Equal("better on the new region", store.Find("churn").Notes.Single().Text);
        Assert.Equal(["add", "tag", "tag", "untag", "note"], store.Log("churn").Select(entry => entry.Action));
        Assert.All(store.Log(), entry => Assert.Equal(("churn", (int?)1, "ann"), (entry.Model, entry.Version, entry.Who)));
        Assert.Empty(store.Log("fraud"));
    }

    [Fact]
    public void RemovedVersionsGiveUpTheirFilesAndNothingElse()
    {
        using ModelStore store = _fixture.Open();
        ModelVersion first = store.Add("churn", StoreFixture.Tree), second = store.Add("churn", StoreFixture.Forest);
        store.SetEnvironment(new StoreEnvironment("production", new PromotionRules()));
        store.Promote("churn", 2, "production", Stop);
        Refused("StoreInUse", () => store.Remove("churn", 2));
        Assert.Equal(new GarbageReport(0, 0), store.CollectGarbage());
        store.Remove("churn", 1);
        Assert.True(_fixture.Backend.Has(first));
        Assert.Equal(new GarbageReport(1, first.File.Bytes), store.CollectGarbage());
        Assert.False(_fixture.Backend.Has(first));
        Assert.True(_fixture.Backend.Has(second));
        Assert.True(store.Find("churn:1").IsRemoved);
        Refused("StoreRemoved", () => store.Get("churn:1"));
        Refused("StoreRemoved", () => store.Note("churn", 1, "late"));
        Assert.Empty(store.Check(Stop).Problems);
    }

    [Fact]
    public void AStoreThatWasDamagedIsMendedByAddingTheFileAgain()
    {
        using ModelStore store = _fixture.Open();
        ModelVersion version = store.Add("churn", StoreFixture.Tree);
        _fixture.Overwrite(version, null);
        Refused("StoreFileMissing", () => store.Get("churn"));
        store.Add("churn", StoreFixture.Tree);
        Assert.True(store.Check(Stop).IsSound);
        store.Get("churn:1");
    }

    [Fact]
    public void UnknownNamesAreSaidWithThoseThatAreThere()
    {
        using ModelStore store = _fixture.Open();
        Refused("StoreMissing", () => store.List());
        Refused("StoreMissing", () => store.Get("churn"));
        Assert.False(_fixture.Backend.IsMade);
        store.Add("churn", StoreFixture.Tree);
        Assert.Contains("there are churn", Refused("StoreModelUnknown", () => store.Find("chrun")), StringComparison.Ordinal);
        Assert.Contains("its newest is 1", Refused("StoreVersionUnknown", () => store.Find("churn:2")), StringComparison.Ordinal);
        Assert.Contains("there is none yet", Refused("StoreEnvironmentUnknown", () => store.Promote("churn", 1, "production", Stop)),
            StringComparison.Ordinal);
        store.SetEnvironment(new StoreEnvironment("production", new PromotionRules()));
        Refused("StoreNotPromoted", () => store.Get("churn@production"));
        Refused("StoreNotPromoted", () => store.Rollback("churn", "production"));
        Assert.Contains("there are production", Refused("StoreEnvironmentUnknown", () => store.Get("churn@prod")), StringComparison.Ordinal);
        Refused("StoreTagUnknown", () => store.Untag("churn", 1, "none"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("../churn")]
    [InlineData("-o")]
    [InlineData("a/b")]
    [InlineData("a b")]
    [InlineData("ümlaut")]
    [InlineData("a:b")]
    [InlineData(".hidden")]
    public void NamesThatAreNoneAreRefused(string name)
    {
        using ModelStore store = _fixture.Open();
        Refused("StoreName", () => store.Add(name, StoreFixture.Tree));
        Assert.False(_fixture.Backend.IsMade);
    }

    [Theory]
    [InlineData("churn:0")]
    [InlineData("churn:-1")]
    [InlineData("churn:1.0")]
    [InlineData("churn:99999999999")]
    [InlineData("churn@")]
    [InlineData("churn@a@b")]
    [InlineData("@production")]
    public void ReferencesThatAreNoneAreRefused(string reference)
    {
        using ModelStore store = _fixture.Open();
        store.Add("churn", StoreFixture.Tree);
        Refused("StoreName", () => store.Find(reference));
    }

    [Fact]
    public void WhatCannotBeAddedLeavesNothingBehind()
    {
        using ModelStore store = _fixture.Open();
        store.Add("churn", StoreFixture.Tree);
        Assert.Throws<FileNotFoundException>(() => store.Add("churn", Path.Combine(_fixture.Root, "none.pkl")));
        Refused("StoreFolder", () => store.Add("churn", _fixture.Root));
        Refused("StoreMetric", () => store.Add("churn", StoreFixture.Tree,
            new AddOptions { Metrics = new Dictionary<string, double> { ["auc"] = double.NaN } }));
        Refused("StoreCases", () => store.Add("churn", StoreFixture.Tree, new AddOptions { CasesPath = Answerless() }));
        Refused("StoreNote", () => store.Note("churn", 1, new string('x', 10_001)));
        Assert.Single(store.List());
        Assert.False(_fixture.Backend.HasLeftovers);
        Assert.True(store.Check(Stop).IsSound);
    }

    private string Answerless()
    {
        var archive = new Containers.NpzFile { ["X"] = Arrays.NDArray.Of(new double[] { 1, 2 }, 1, 2) };
        return _fixture.Write("x.npz", archive.Write());
    }

    private static string Sha256(byte[] bytes) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes));
}
