namespace Brine.Tests;

/// <summary>What pipeline files may not say.</summary>
public class PipelineFileTests
{
    [Theory]
    [InlineData("""{"class": "Ridge", "alpha": -1}""", "FitParameter")]
    [InlineData("""{"class": "Ridge", "alpah": 1}""", "FitParameter")]
    [InlineData("""{"class": "Ridge", "solver": "sag"}""", "FitParameter")]
    [InlineData("""{"class": "RandomForestClassifier", "n_estimators": 0}""", "FitParameter")]
    [InlineData("""{"class": "RandomForestClassifier", "max_features": "many"}""", "FitParameter")]
    [InlineData("""{"class": "DecisionTreeClassifier", "criterion": "poisson"}""", "FitParameter")]
    [InlineData("""{"class": "GradientBoostingClassifier", "loss": "deviance"}""", "FitParameter")]
    [InlineData("""{"class": "GradientBoostingRegressor", "subsample": 0}""", "FitParameter")]
    [InlineData("""{"class": "GradientBoostingRegressor", "alpha": 1}""", "FitParameter")]
    [InlineData("""{"class": "GradientBoostingClassifier", "validation_fraction": 1}""", "FitParameter")]
    [InlineData("""{"class": "HistGradientBoostingClassifier", "max_bins": 256}""", "FitParameter")]
    [InlineData("""{"class": "HistGradientBoostingRegressor", "monotonic_cst": [2]}""", "FitParameter")]
    [InlineData("""{"class": "HistGradientBoostingRegressor", "loss": "quantile"}""", "FitParameter")]
    [InlineData("""{"class": "HistGradientBoostingRegressor", "early_stopping": "never"}""", "FitParameter")]
    [InlineData("""{"class": "HistGradientBoostingRegressor", "validation_fraction": 2}""", "FitParameter")]
    [InlineData("""{"class": "KNeighborsClassifier", "algorithm": "ball_tree"}""", "FitParameter")]
    [InlineData("""{"class": "KNeighborsClassifier", "p": 3}""", "FitParameter")]
    [InlineData("""{"class": "CountVectorizer", "ngram_range": [2, 1]}""", "FitParameter")]
    [InlineData("""{"class": "CountVectorizer", "min_df": 0}""", "FitParameter")]
    [InlineData("""{"class": "CountVectorizer", "stop_words": "german"}""", "FitParameter")]
    [InlineData("""{"class": "RobustScaler", "quantile_range": [75, 25]}""", "FitParameter")]
    [InlineData("""{"class": "PolynomialFeatures", "degree": 0, "include_bias": false}""", "FitParameter")]
    [InlineData("""{"class": "ElasticNet", "l1_ratio": 2}""", "FitParameter")]
    [InlineData("""{"class": "SGDClassifier", "alpha": 0}""", "FitParameter")]
    [InlineData("""{"class": "SGDClassifier", "loss": "huber"}""", "FitParameter")]
    [InlineData("""{"class": "SGDRegressor", "eta0": 0}""", "FitParameter")]
    [InlineData("""{"class": "SGDRegressor", "tol": -1}""", "FitParameter")]
    [InlineData("""{"class": "VotingRegressor", "estimators": [["a", "Ridge"]], "weights": [1, 2]}""", "FitParameter")]
    [InlineData("""{"class": "Pipeline", "steps": [["a__b", "Ridge"]]}""", "FitParameter")]
    [InlineData("""{"class": "Pipeline", "steps": []}""", "FitParameter")]
    [InlineData("""{"class": "KBinsDiscretizer", "n_bins": 2000000000}""", "FitParameter")]
    [InlineData("""{"class": "KBinsDiscretizer", "strategy": "even"}""", "FitParameter")]
    [InlineData("""{"class": "SelectKBest", "k": "most"}""", "FitParameter")]
    [InlineData("""{"class": "SelectKBest", "score_func": "mutual_info_classif"}""", "FitParameter")]
    [InlineData("""{"class": "SelectPercentile", "percentile": 101}""", "FitParameter")]
    [InlineData("""{"class": "TruncatedSVD", "algorithm": "arpack"}""", "FitParameter")]
    [InlineData("""{"class": "IsolationForest", "contamination": 0.6}""", "FitParameter")]
    [InlineData("""{"class": "IsolationForest", "max_samples": 0}""", "FitParameter")]
    [InlineData("""{"class": "GaussianMixture", "covariance_type": "round"}""", "FitParameter")]
    [InlineData("""{"class": "MiniBatchKMeans", "batch_size": 0}""", "FitParameter")]
    [InlineData("""{"class": "StackingClassifier", "estimators": [["a", "GaussianNB"]], "cv": 1}""", "FitParameter")]
    [InlineData("""{"class": "CalibratedClassifierCV", "estimator": 3}""", "FitFile")]
    [InlineData("""{"class": "CalibratedClassifierCV", "estimator": "GaussianNB", "method": "temperature"}""", "FitParameter")]
    [InlineData("""{"class": "RandomForestClasifier"}""", "FitClass")]
    [InlineData("""{"class": "Ridge", "alpha": 1, "alpha": 2}""", "FitFile")]
    [InlineData("""{"alpha": 1}""", "FitFile")]
    [InlineData("""{"class": """, "FitFile")]
    public void PipelineFilesThatAreWrongAreRefused(string json, string code) =>
        Assert.Equal(code, Assert.Throws<TrainingException>(() => PipelineFile.Parse(json)).Code);

    [Fact]
    public void ACalibrationOfNothingIsOfScikitLearnsOwnClassifier()
    {
        Trainer trainer = PipelineFile.Parse("""{"class": "CalibratedClassifierCV", "cv": 2}""");
        Model model = trainer.Fit(new double[,] { { 0 }, { 1 }, { 2 }, { 3 }, { 4 }, { 5 } }, (string[])["a", "a", "a", "b", "b", "b"]);
        Assert.True(model.Value["estimator"].IsNone);
        Assert.Equal("a b", string.Join(" ", model.Predict(new double[,] { { -9 }, { 9 } }).ToStrings()));
    }

    [Theory]
    [InlineData("newton-cholesky", SklearnTarget.V1_2)]
    [InlineData("newton-cholesky", SklearnTarget.V1_9)]
    [InlineData("lbfgs", SklearnTarget.V1_2)]
    public void WithoutAPenaltyTheRowsAloneSayTheSlope(string solver, SklearnTarget version)
    {
        double[,] rows = { { 0 }, { 0 }, { 0 }, { 0 }, { 1 }, { 1 }, { 1 }, { 1 } };
        var trainer = new LogisticRegression { Solver = solver, Penalty = "none", Tolerance = 1e-10 };
        Model model = trainer.Fit(rows, new[] { 0, 0, 0, 1, 0, 1, 1, 1 }, new FitOptions { Version = version });
        double[] shares = model.PredictProba(rows).ToDoubles();
        Assert.Equal(0.75, shares[0], 1e-6);
        Assert.Equal(0.75, shares[^1], 1e-6);
    }

    [Fact]
    public void AFileThatNestsWithoutEndIsRefused()
    {
        string json = string.Concat(Enumerable.Repeat("""{"class": "Pipeline", "steps": [["a", """, Stages.Depth));
        Assert.Equal("FitFile", Assert.Throws<TrainingException>(() => PipelineFile.Parse(json)).Code);
    }

    [Fact]
    public void AClassIsSaidOnce() => Assert.Equal("FitFile", Assert.Throws<TrainingException>(
        () => PipelineFile.Parse("""{"class": "Ridge", "class": "Lasso"}""")).Code);
}
