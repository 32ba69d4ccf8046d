using Brine.Store;

namespace Brine.Tests.Store;

[Trait("Stage", "Python")]
public sealed class ComparisonTests : IDisposable
{
    private readonly StoreFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void ParametersAttributesArraysAndAnswersThatDifferAreNamed()
    {
        Python.Run("""
            import sys; sys.path.insert(0, sys.argv[1])
            import joblib, numpy as np
            from record_cases import record
            from sklearn.datasets import load_iris
            from sklearn.linear_model import LogisticRegression
            from sklearn.pipeline import make_pipeline
            from sklearn.preprocessing import StandardScaler
            X, y = load_iris(return_X_y=True)
            for name, C, rows in (("a", 1.0, X), ("b", 0.5, X), ("c", 1.0, X[:, :3])):
                model = make_pipeline(StandardScaler(), LogisticRegression(C=C)).fit(rows, y)
                joblib.dump(model, f"{sys.argv[2]}/{name}.joblib")
                record(model, rows[::10], f"{sys.argv[2]}/{name}.npz")
            """, Repo.File("tools"), _fixture.Root);
        using ModelStore store = _fixture.Open();
        foreach (string name in new[] { "a", "b", "c", "a" })
        {
            store.Add("iris", Path.Combine(_fixture.Root, name + ".joblib"), new AddOptions
            {
                CasesPath = Path.Combine(_fixture.Root, name + ".npz"), Metrics = new Dictionary<string, double> { [name] = 1 },
            });
        }

        VersionComparison changed = store.Compare("iris:1", "iris:2");
        Assert.Equal(("model.steps[1][1].C", ChangeKind.Parameter, "1.0", "0.5"),
            changed.Changes.Where(change => change.Kind == ChangeKind.Parameter)
                .Select(change => (change.Place, change.Kind, change.Left, change.Right)).Single());
        ValueChange coefficients = changed.Changes.Single(change => change.Place == "model.steps[1][1].coef_");
        Assert.Equal(ChangeKind.Array, coefficients.Kind);
        Assert.Matches(@"^12 of 12 elements differ, by at most 0\.\d+$", coefficients.Detail);
        Assert.Equal(12, coefficients.Elements.Select(element => element.Place).Distinct().Count());
        Assert.Contains("[2, 3]", coefficients.Elements.Select(element => element.Place));
        Assert.Equal(coefficients.Elements.OrderByDescending(element => Math.Abs(element.Right - element.Left)), coefficients.Elements);
        Assert.DoesNotContain(changed.Changes, change => change.Place.Contains("steps[0]", StringComparison.Ordinal));
        Assert.Equal(["a", "b"], changed.Metrics.Select(metric => metric.Name));
        Assert.Equal((1.0, null), (changed.Metrics[0].Left, changed.Metrics[0].Right));
        Assert.Equal(15, changed.Predictions.Single(check => check.Method == "predict_proba").DifferentRows);
        Assert.True(changed.IsComplete && !changed.IsSameFile);

        VersionComparison other = store.Compare("iris:1", "iris:3");
        Assert.Contains(other.Changes, change => change.Place == "model.steps[0][1].n_features_in_" && change is { Left: "4", Right: "3" });
        Assert.Contains(other.Notes, note => note.StartsWith("the answers were not compared", StringComparison.Ordinal));

        VersionComparison same = store.Compare("iris:1", "iris:4");
        Assert.True(same.IsSameFile && same.IsComplete);
        Assert.Empty(same.Changes);
        Assert.All(same.Predictions, check => Assert.True(check.IsRight && check.Worst == 0));
    }

    [Fact]
    public void DeepAndSharedValuesAreComparedOnceAndWithoutRecursion()
    {
        using ModelStore store = _fixture.Open();
        store.Add("deep", _fixture.Write("deep1.pkl", Nested(100_000, "1")));
        store.Add("deep", _fixture.Write("deep2.pkl", Nested(100_000, "2")));
        Assert.False(store.Compare("deep:1", "deep:2").IsComplete);
        store.Add("deep", _fixture.Write("deep3.pkl", Nested(50, "1")));
        store.Add("deep", _fixture.Write("deep4.pkl", Nested(50, "2")));
        Assert.Equal(("1", "2"), store.Compare("deep:3", "deep:4").Changes.Select(change => (change.Left!, change.Right!)).Single());
    }

    private static byte[] Nested(int depth, string number) =>
        [.. Enumerable.Repeat("]"u8.ToArray(), depth).SelectMany(item => item), .. System.Text.Encoding.ASCII.GetBytes($"I{number}\n"),
            .. Enumerable.Repeat("a"u8.ToArray(), depth).SelectMany(item => item), (byte)'.'];
}
