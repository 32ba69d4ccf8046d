namespace Brine.Models;

/// <summary>The methods of scikit-learn's estimators that act on new data.</summary>
[Flags]
public enum Methods
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary><c>predict</c></summary>
    Predict = 1 << 0,

    /// <summary><c>predict_proba</c></summary>
    PredictProba = 1 << 1,

    /// <summary><c>predict_log_proba</c></summary>
    PredictLogProba = 1 << 2,

    /// <summary><c>decision_function</c></summary>
    DecisionFunction = 1 << 3,

    /// <summary><c>transform</c></summary>
    Transform = 1 << 4,

    /// <summary><c>inverse_transform</c></summary>
    InverseTransform = 1 << 5,

    /// <summary><c>score_samples</c></summary>
    ScoreSamples = 1 << 6,

    /// <summary><c>apply</c></summary>
    Apply = 1 << 7,

    /// <summary><c>decision_path</c></summary>
    DecisionPath = 1 << 8,

    /// <summary><c>kneighbors</c></summary>
    KNeighbors = 1 << 9,

    /// <summary><c>staged_predict</c></summary>
    StagedPredict = 1 << 10,

    /// <summary><c>get_feature_names_out</c></summary>
    GetFeatureNamesOut = 1 << 11,

    /// <summary><c>predict(return_std=True)</c></summary>
    PredictStd = 1 << 12,

    /// <summary><c>kneighbors_graph</c></summary>
    KNeighborsGraph = 1 << 13,

    /// <summary><c>radius_neighbors</c></summary>
    RadiusNeighbors = 1 << 14,

    /// <summary><c>radius_neighbors_graph</c></summary>
    RadiusNeighborsGraph = 1 << 15,

    /// <summary><c>predict_joint_log_proba</c></summary>
    PredictJointLogProba = 1 << 16,

    /// <summary><c>predict(return_cov=True)</c></summary>
    PredictCov = 1 << 17,

    /// <summary><c>latent_mean_and_variance</c></summary>
    LatentMeanAndVariance = 1 << 18,

    /// <summary><c>gibbs</c></summary>
    Gibbs = 1 << 19,

    /// <summary><c>mahalanobis</c></summary>
    Mahalanobis = 1 << 20,

    /// <summary><c>sample_y</c></summary>
    SampleY = 1 << 21,

    /// <summary><c>staged_predict_proba</c></summary>
    StagedPredictProba = 1 << 22,

    /// <summary><c>staged_decision_function</c></summary>
    StagedDecisionFunction = 1 << 23,

    /// <summary>The three of a classifier with probabilities.</summary>
    Probabilities = Predict | PredictProba | PredictLogProba,
}
