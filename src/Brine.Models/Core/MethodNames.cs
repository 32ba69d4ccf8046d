namespace Brine.Models;

/// <summary>The methods by their Python names.</summary>
public static class MethodNames
{
    private static readonly (Methods Method, string Name)[] Rows =
    [
        (Methods.Predict, "predict"),
        (Methods.PredictProba, "predict_proba"),
        (Methods.PredictLogProba, "predict_log_proba"),
        (Methods.DecisionFunction, "decision_function"),
        (Methods.Transform, "transform"),
        (Methods.InverseTransform, "inverse_transform"),
        (Methods.ScoreSamples, "score_samples"),
        (Methods.Apply, "apply"),
        (Methods.DecisionPath, "decision_path"),
        (Methods.KNeighbors, "kneighbors"),
        (Methods.StagedPredict, "staged_predict"),
        (Methods.GetFeatureNamesOut, "get_feature_names_out"),
        (Methods.PredictStd, "predict_std"),
        (Methods.StagedPredictProba, "staged_predict_proba"),
        (Methods.StagedDecisionFunction, "staged_decision_function"),
        (Methods.Mahalanobis, "mahalanobis"),
        (Methods.KNeighborsGraph, "kneighbors_graph"),
        (Methods.RadiusNeighbors, "radius_neighbors"),
        (Methods.RadiusNeighborsGraph, "radius_neighbors_graph"),
        (Methods.PredictJointLogProba, "predict_joint_log_proba"),
        (Methods.PredictCov, "predict_cov"),
        (Methods.LatentMeanAndVariance, "latent_mean_and_variance"),
        (Methods.Gibbs, "gibbs"),
        (Methods.SampleY, "sample_y"),
    ];

    /// <summary>All names, in the order of the documentation.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Rows.Select(row => row.Name)];

    /// <summary>The Python name of one method.</summary>
    public static string Of(Methods method) => Array.Find(Rows, row => row.Method == method).Name ?? method.ToString();

    /// <summary>The method of a Python name; None where there is no such name.</summary>
    public static Methods Parse(string name) => Array.Find(Rows, row => row.Name == name).Method;

    /// <summary>The Python names of several methods.</summary>
    public static IReadOnlyList<string> List(Methods methods) =>
        [.. Rows.Where(row => methods.HasFlag(row.Method)).Select(row => row.Name)];
}
