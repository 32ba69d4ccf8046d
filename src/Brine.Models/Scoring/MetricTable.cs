using System.Collections.Frozen;

namespace Brine.Models;

/// <summary>scikit-learn's scorers by their names; errors are negative, so that more is better.</summary>
internal static class MetricTable
{
    /// <summary>Metrics that take no weights of rows in Python.</summary>
    private static readonly FrozenSet<string> Unweighted = new[]
    {
        "max_error", "neg_max_error", "rand_score", "adjusted_rand_score", "homogeneity_score", "completeness_score", "v_measure_score",
        "mutual_info_score", "normalized_mutual_info_score", "adjusted_mutual_info_score", "fowlkes_mallows_score",
        "positive_likelihood_ratio", "neg_negative_likelihood_ratio",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly (string Name, Func<ScoreCase, double> Score)[] Rows =
    [
        ("accuracy", score => LabelMetrics.Accuracy(score.Truth, score.Answer, score.Weights)),
        ("balanced_accuracy", AgreementMetrics.BalancedAccuracy),
        ("top_k_accuracy", RankingMetrics.TopTwo),
        .. Sets("f1"),
        .. Sets("precision"),
        .. Sets("recall"),
        .. Sets("jaccard"),
        ("matthews_corrcoef", AgreementMetrics.Matthews),
        ("positive_likelihood_ratio", score => AgreementMetrics.LikelihoodRatio(score, isPositive: true)),
        ("neg_negative_likelihood_ratio", score => -AgreementMetrics.LikelihoodRatio(score, isPositive: false)),
        ("roc_auc", RankingMetrics.RocAuc),
        ("roc_auc_ovr", score => RankingMetrics.OneVersusRest(score, isWeighted: false)),
        ("roc_auc_ovr_weighted", score => RankingMetrics.OneVersusRest(score, isWeighted: true)),
        ("roc_auc_ovo", score => RankingMetrics.OneVersusOne(score, isWeighted: false)),
        ("roc_auc_ovo_weighted", score => RankingMetrics.OneVersusOne(score, isWeighted: true)),
        ("average_precision", RankingMetrics.AveragePrecision),
        ("neg_log_loss", score => -ProbabilityMetrics.LogLoss(score)),
        ("neg_brier_score", score => -ProbabilityMetrics.Brier(score)),
        ("r2", score => RegressionMetrics.R2(score.Truth, score.Answer, score.Weights)),
        ("explained_variance", RegressionMetrics.ExplainedVariance),
        ("neg_mean_squared_error", score => -RegressionMetrics.SquaredError(score.Truth, score.Answer, score.Weights, takesRoot: false)),
        ("neg_root_mean_squared_error", score =>
            -RegressionMetrics.SquaredError(score.Truth, score.Answer, score.Weights, takesRoot: true)),
        ("neg_mean_absolute_error", score => -RegressionMetrics.AbsoluteError(score.Truth, score.Answer, score.Weights)),
        ("neg_median_absolute_error", score => -RegressionMetrics.MedianError(score)),
        ("neg_mean_absolute_percentage_error", score => -RegressionMetrics.PercentageError(score)),
        ("neg_mean_squared_log_error", score => -RegressionMetrics.SquaredLogError(score, takesRoot: false)),
        ("neg_root_mean_squared_log_error", score => -RegressionMetrics.SquaredLogError(score, takesRoot: true)),
        ("neg_mean_poisson_deviance", score => -RegressionMetrics.MeanDeviance(score, 1)),
        ("neg_mean_gamma_deviance", score => -RegressionMetrics.MeanDeviance(score, 2)),
        ("neg_max_error", score => -RegressionMetrics.LargestError(score.Truth, score.Answer)),
        ("max_error", score => -RegressionMetrics.LargestError(score.Truth, score.Answer)),
        ("d2_absolute_error_score", RegressionMetrics.ExplainedError),
        ("d2_log_loss_score", SkillMetrics.LogLoss),
        ("d2_brier_score", SkillMetrics.Brier),
        ("rand_score", score => ClusterMetrics.Rand(score, isAdjusted: false)),
        ("adjusted_rand_score", score => ClusterMetrics.Rand(score, isAdjusted: true)),
        ("homogeneity_score", score => ClusterMetrics.Homogeneity(score, "homogeneity_score")),
        ("completeness_score", score => ClusterMetrics.Homogeneity(score, "completeness_score")),
        ("v_measure_score", score => ClusterMetrics.Homogeneity(score, "v_measure_score")),
        ("mutual_info_score", ClusterMetrics.MutualInformation),
        ("normalized_mutual_info_score", ClusterMetrics.NormalizedInformation),
        ("adjusted_mutual_info_score", ClusterMetrics.AdjustedInformation),
        ("fowlkes_mallows_score", ClusterMetrics.FowlkesMallows),
    ];

    private static readonly FrozenDictionary<string, Func<ScoreCase, double>> ByName =
        Rows.ToFrozenDictionary(row => row.Name, row => row.Score, StringComparer.Ordinal);

    internal static IReadOnlyList<string> Names { get; } = [.. Rows.Select(row => row.Name)];

    internal static bool Has(string name) => ByName.ContainsKey(name);

    /// <exception cref="ArgumentException">Rows are weighted and the metric weighs none.</exception>
    internal static double Score(ScoreCase score) => score.Weights is not null && Unweighted.Contains(score.Metric)
        ? throw new ArgumentException($"{score.Metric} weighs no rows", "weights") : ByName[score.Metric](score);

    private static IEnumerable<(string, Func<ScoreCase, double>)> Sets(string metric) =>
    [
        (metric, score => SetMetrics.Of(score, metric, "binary")),
        .. new[] { "macro", "micro", "weighted", "samples" }.Select<string, (string, Func<ScoreCase, double>)>(average =>
            ($"{metric}_{average}", score => SetMetrics.Of(score, metric, average))),
    ];
}
