using Brine.Store;

namespace Brine.Tests.Store;

/// <summary>Python trains models and records what they answer; the store compares.</summary>
[Trait("Stage", "Python")]
public sealed class RecordedCasesTests : IDisposable
{
    private const string Train = """
        import os, sys, warnings
        warnings.simplefilter("ignore")
        sys.path.insert(0, sys.argv[1])
        folder = sys.argv[2]
        import joblib, numpy as np, pandas as pd
        from record_cases import record
        from sklearn.compose import ColumnTransformer
        from sklearn.datasets import load_iris
        from sklearn.ensemble import IsolationForest, RandomForestClassifier
        from sklearn.feature_extraction import DictVectorizer
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.impute import SimpleImputer
        from sklearn.linear_model import LogisticRegression, Ridge
        from sklearn.naive_bayes import MultinomialNB
        from sklearn.pipeline import make_pipeline
        from sklearn.preprocessing import OneHotEncoder, StandardScaler
        X, y = load_iris(return_X_y=True)
        names = np.array(["setosa", "versicolor", "virginica"])[y]
        frame = pd.DataFrame({"age": [30, np.nan, 52, 41, 18, 60], "city": ["Bern", None, "Genf", "Bern", "Chur", np.nan],
            "paid": [True, False, True, True, False, True], "count": [1, 2, 3, 4, 5, 2**40]})
        columns = ColumnTransformer([
            ("age", make_pipeline(SimpleImputer(), StandardScaler()), ["age", "count"]),
            ("city", OneHotEncoder(handle_unknown="ignore"), ["city"]), ("paid", "passthrough", ["paid"])])
        texts = ["cheap pills now", "see you at lunch", "", "cheap cheap lunch", "now"]
        dicts = [{"a": 1.5, "b": "x"}, {"b": "y"}, {"a": -2.0, "c": 3.0}]
        models = {
            "numbers": (LogisticRegression(max_iter=500).fit(X, names), X[::7]),
            "float32": (StandardScaler().fit(X.astype(np.float32)), X[::7].astype(np.float32)),
            "one-row": (RandomForestClassifier(9, random_state=0).fit(X, y), X[:1]),
            "outliers": (IsolationForest(n_estimators=9, random_state=0).fit(X), X[::7]),
            "many-outputs": (RandomForestClassifier(9, random_state=0).fit(X, np.c_[y, y % 2]), X[::7]),
            "frame": (make_pipeline(columns, Ridge()).fit(frame, [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]), frame),
            "texts": (make_pipeline(TfidfVectorizer(), MultinomialNB()).fit(texts, [1, 0, 0, 1, 1]), texts),
            "sparse": (TfidfVectorizer().fit(texts), texts),
            "dicts": (DictVectorizer().fit(dicts), dicts),
            "sparse-input": (MultinomialNB().fit(TfidfVectorizer().fit_transform(texts), [1, 0, 0, 1, 1]),
                TfidfVectorizer().fit_transform(texts)),
        }
        for name, (model, rows) in models.items():
            joblib.dump(model, os.path.join(folder, name + ".joblib"))
            record(model, rows, os.path.join(folder, name + ".npz"))
        print(" ".join(models))
        """;

    private readonly StoreFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void AnswersThatPythonRecordedComeOut()
    {
        string[] names = Python.Run(Train, Repo.File("tools"), _fixture.Root).Split(' ');
        Assert.Equal(10, names.Length);
        using ModelStore store = _fixture.Open();
        store.SetEnvironment(new StoreEnvironment("production", PromotionRules.Parse("safe,validated")));
        foreach (string name in names)
        {
            ModelVersion version = store.Add(name, Path.Combine(_fixture.Root, name + ".joblib"),
                new AddOptions { CasesPath = Path.Combine(_fixture.Root, name + ".npz") });
            Assert.Equal("python", version.CasesBy);
            ValidationReport report = store.Validate(name);
            Assert.True(report.Passed, $"{name}: {string.Join("; ", report.Methods.Select(method => $"{method.Method} {method.Problem} "
                + string.Join(" | ", method.Differences)))}");
            store.Promote(name, 1, "production", Stop);
        }

        Assert.Equal(["predict", "predict_proba.0", "predict_proba.1"],
            store.Validate("many-outputs").Methods.Select(method => method.Method));
        Assert.Equal(1, store.Validate("one-row").Methods[0].Rows);
    }

    /// <summary>A model that was trained again on other rows: the rows that differ are shown, the worst first.</summary>
    [Fact]
    public void RowsThatDifferAreShownTheWorstFirst()
    {
        Python.Run("""
            import sys; sys.path.insert(0, sys.argv[1])
            import joblib, numpy as np
            from record_cases import record
            from sklearn.linear_model import LinearRegression
            X = np.arange(30.0).reshape(-1, 1)
            first = LinearRegression().fit(X, 2 * X[:, 0] + 1)
            second = LinearRegression().fit(X, 2 * X[:, 0] + np.where(X[:, 0] > 20, 1.001, 1))
            joblib.dump(second, sys.argv[2] + "/line.joblib")
            record(first, X, sys.argv[2] + "/line.npz")
            """, Repo.File("tools"), _fixture.Root);
        using ModelStore store = _fixture.Open();
        store.Add("line", Path.Combine(_fixture.Root, "line.joblib"), new AddOptions { CasesPath = Path.Combine(_fixture.Root, "line.npz") });
        MethodCheck check = store.Validate("line").Methods.Single();
        Assert.True(check.DifferentRows > 20, $"{check.DifferentRows} rows differ");
        Assert.Equal(20, check.Differences.Count);
        Assert.Equal(check.Differences.OrderByDescending(row => row.Distance).Select(row => row.Row),
            check.Differences.Select(row => row.Row));
        Assert.Equal(check.Worst, check.Differences[0].Distance);
        store.SetEnvironment(new StoreEnvironment("production", PromotionRules.Parse("validated")));
        Assert.Throws<PromotionRefusedException>(() => store.Promote("line", 1, "production", Stop));
    }
}
