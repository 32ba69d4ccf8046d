using System.Security.Cryptography;
using Brine.Store;

namespace Brine.Tests.Store;

public abstract class PromotionTests(StoreBackend backend) : IDisposable
{
    private readonly StoreFixture _fixture = new(backend);

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void EnvironmentsGoForwardAndBack()
    {
        using ModelStore store = Prepared("", 3);
        store.Promote("churn", 1, "production", Stop);
        store.Promote("churn", 2, "production", Stop);
        store.Promote("churn", 2, "production", Stop);
        store.Promote("churn", 3, "production", Stop);
        Assert.Equal(3, store.Find("churn@production").Number);
        Assert.Equal(2, store.Rollback("churn", "production").Version);
        Assert.Equal(1, store.Rollback("churn", "production").Version);
        StoreFixture.Refused("StoreNothingBefore", () => store.Rollback("churn", "production"));
        store.Promote("churn", 3, "production", Stop);
        Assert.Equal(1, store.Rollback("churn", "production").Version);
        Assert.Equal(["promote", "promote", "promote", "rollback", "rollback", "promote", "rollback"],
            store.Log("churn").Select(entry => entry.Action).Where(action => action != "add"));
        Placement now = store.Placements("churn").Single();
        Assert.Equal(("production", 1, "ann"), (now.Environment, now.Version, now.Who));
        Assert.True(store.Check(Stop).IsSound);
    }

    [Fact]
    public void ARollbackPassesOverVersionsThatWereRemoved()
    {
        using ModelStore store = Prepared("", 3);
        for (int number = 1; number <= 3; number++)
        {
            store.Promote("churn", number, "production", Stop);
        }

        store.Remove("churn", 2);
        store.CollectGarbage();
        Assert.Equal(1, store.Rollback("churn", "production").Version);
    }

    [Fact]
    public void SafeRefusesWhatTheScannerDoesNotFindSafe()
    {
        using ModelStore store = Prepared("safe", 1);
        string evil = _fixture.Write("evil.pkl", "cos\nsystem\n(S'id'\ntR."u8.ToArray()), table = _fixture.Write("t.csv", "a,b\n1,2\n");
        store.Add("churn", evil);
        store.Add("churn", table);
        Assert.Equal("the file is Safe", store.Promote("churn", 1, "production", Stop).Single().Reason);
        Assert.StartsWith("the file is ", Refused(store, 2).Single().Reason, StringComparison.Ordinal);
        Assert.Equal("the file is NotAModel", Refused(store, 3).Single().Reason);
        Assert.Equal(1, store.Find("churn@production").Number);
    }

    [Fact]
    public void ValidatedTakesPythonsAnswersThatComeOutAndNoOthers()
    {
        using ModelStore store = Prepared("validated", 1);
        string[] cases = [_fixture.Cases("python"), _fixture.Cases("brine"), _fixture.Cases("nobody"), _fixture.Cases("python", "virginica")];
        foreach (string file in cases)
        {
            store.Add("churn", StoreFixture.Tree, new AddOptions { CasesPath = file });
        }

        Assert.Contains("no cases", Refused(store, 1).Single().Reason, StringComparison.Ordinal);
        Assert.StartsWith("predict, predict_proba of 3 rows", store.Promote("churn", 2, "production", Stop).Single().Reason, StringComparison.Ordinal);
        Assert.Contains("recorded by brine", Refused(store, 3).Single().Reason, StringComparison.Ordinal);
        Assert.Contains("nobody knows whom", Refused(store, 4).Single().Reason, StringComparison.Ordinal);
        Assert.Equal("predict: 1 of 3 rows differ from Python's, row 1 most (versicolor for virginica)", Refused(store, 5).Single().Reason);
        store.Attach("churn", 1, casesPath: cases[0]);
        store.Promote("churn", 1, "production", Stop);
    }

    [Theory]
    [InlineData("metric:auc", 0.9, 0.9, true)]
    [InlineData("metric:auc", 0.9, 0.91, true)]
    [InlineData("metric:auc", 0.9, 0.8999999999999999, false)]
    [InlineData("metric:auc:lower", 0.9, 0.91, false)]
    [InlineData("metric:auc:lower", 0.9, 0.89, true)]
    public void AMetricMustNotBeWorseThanThatOfTheCurrentVersion(string rule, double now, double then, bool isMet)
    {
        using ModelStore store = Prepared(rule, 0);
        foreach (double value in new[] { now, then })
        {
            store.Add("churn", StoreFixture.Tree, new AddOptions { Metrics = new Dictionary<string, double> { ["auc"] = value } });
        }

        store.Add("churn", StoreFixture.Tree);
        Assert.Contains("none to compare with", store.Promote("churn", 1, "production", Stop).Single().Reason, StringComparison.Ordinal);
        Assert.Contains("no metric auc", Refused(store, 3).Single().Reason, StringComparison.Ordinal);
        if (isMet)
        {
            store.Promote("churn", 2, "production", Stop);
        }
        else
        {
            Assert.Contains("worse than", Refused(store, 2).Single().Reason, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void SignedTakesTheKeysOfTheEnvironmentAndNoOthers()
    {
        using ECDsa ours = ECDsa.Create(ECCurve.NamedCurves.nistP256), theirs = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        string mine = Sign(ours, StoreFixture.Tree), other = Sign(theirs, StoreFixture.Tree), wrongFile = Sign(ours, StoreFixture.Forest);
        using ModelStore store = _fixture.Open();
        store.SetEnvironment(new StoreEnvironment("production", PromotionRules.Parse("signed", [ours.ExportSubjectPublicKeyInfoPem()])));
        foreach (string? signature in new[] { null, other, wrongFile, mine, StoreFixture.Tree })
        {
            store.Add("churn", StoreFixture.Tree, new AddOptions { SignaturePath = signature });
        }

        Assert.Equal("it has no signature", Refused(store, 1).Single().Reason);
        Assert.Contains("a key that is not trusted", Refused(store, 2).Single().Reason, StringComparison.Ordinal);
        Assert.Contains("was changed", Refused(store, 3).Single().Reason, StringComparison.Ordinal);
        store.Promote("churn", 4, "production", Stop);
        Assert.StartsWith("Signature", Refused(store, 5).Single().Reason, StringComparison.Ordinal);
        store.Attach("churn", 1, signaturePath: mine);
        store.Promote("churn", 1, "production", Stop);
    }

    [Fact]
    public void ApprovedNeedsSomebodyElseAndForThisEnvironment()
    {
        using ModelStore ann = Prepared("approved", 1);
        ann.SetEnvironment(new StoreEnvironment("testing", new PromotionRules()));
        Assert.Contains("ann added churn:1", StoreFixture.Refused("StoreApproval", () => ann.Approve("churn", 1, "production")),
            StringComparison.Ordinal);
        using ModelStore ben = _fixture.Open("ben");
        ben.Approve("churn", 1, "testing");
        Assert.Contains("nobody but ann", Refused(ann, 1).Single().Reason, StringComparison.Ordinal);
        ben.Approve("churn", 1, "production");
        Assert.Equal("by ben", ann.Promote("churn", 1, "production", Stop).Single().Reason);
    }

    [Fact]
    public void AllRulesThatAreNotMetAreNamedAtOnce()
    {
        using ModelStore store = Prepared("safe,validated,metric:auc,approved", 1);
        var error = Assert.Throws<PromotionRefusedException>(() => store.Promote("churn", 1, "production", Stop));
        Assert.Equal(["validated", "metric:auc", "approved"], error.Results.Where(result => !result.IsMet).Select(result => result.Rule));
        Assert.Equal("StoreRefused", error.Code);
        Assert.StartsWith("churn:1 is not promoted to production: validated: ", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(store.Log(), entry => entry.Action == "promote");
    }

    [Theory]
    [InlineData("safe,unsafe")]
    [InlineData("metric")]
    [InlineData("metric:")]
    [InlineData("metric:auc:better")]
    [InlineData("metric:rmse")]
    [InlineData("metric:log_loss")]
    [InlineData("signed")]
    public void RulesThatSayTooLittleAreRefused(string rules) => Assert.Throws<ArgumentException>(() => PromotionRules.Parse(rules));

    [Theory]
    [InlineData("safe,validated,metric:auc,metric:rmse:lower,approved")]
    [InlineData("metric:neg_log_loss:higher,metric:log_loss:higher")]
    [InlineData("")]
    public void RulesAreWrittenAsTheyAreRead(string rules) => Assert.Equal(rules, PromotionRules.Parse(rules).ToString());

    /// <summary>The scan of a promotion is the moment in which somebody else changes the rules.</summary>
    [Fact]
    public void RulesThatChangeWhileTheyAreJudgedAreJudgedAgain()
    {
        using ModelStore store = Prepared("validated", 1);
        store.Attach("churn", 1, casesPath: _fixture.Cases("python"));
        bool isChanged = false;
        using ModelStore late = ModelStore.Open(_fixture.Location, _fixture.Options() with
        {
            Load = new()
            {
                OnGlobal = _ =>
                {
                    if (!isChanged)
                    {
                        isChanged = true;
                        store.SetEnvironment(new StoreEnvironment("production", PromotionRules.Parse("validated,approved")));
                    }
                },
            },
        });
        var error = Assert.Throws<PromotionRefusedException>(() => late.Promote("churn", 1, "production", Stop));
        Assert.True(isChanged);
        Assert.Equal([("validated", true), ("approved", false)], error.Results.Select(result => (result.Rule, result.IsMet)));
        Assert.Empty(store.Placements());
    }

    private ModelStore Prepared(string rules, int versions)
    {
        ModelStore store = _fixture.Open();
        store.SetEnvironment(new StoreEnvironment("production", PromotionRules.Parse(rules)));
        for (int i = 0; i < versions; i++)
        {
            store.Add("churn", StoreFixture.Tree);
        }

        return store;
    }

    private static IReadOnlyList<RuleResult> Refused(ModelStore store, int number) =>
        Assert.Throws<PromotionRefusedException>(() => store.Promote("churn", number, "production", Stop)).Results;

    private string Sign(ECDsa key, string model)
    {
        using SigningKey signing = SigningKey.FromPem(key.ExportPkcs8PrivateKeyPem());
        string path = Path.Combine(_fixture.Root, Path.GetRandomFileName());
        ModelSigner.Sign(model, signing, path, cancellationToken: Stop);
        return path;
    }
}
