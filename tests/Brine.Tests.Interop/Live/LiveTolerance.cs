namespace Brine.Tests.Live;

/// <summary>How far floats may be from Python's, as a part of the answer's scale.</summary>
internal static class LiveTolerance
{
    /// <summary>
    /// Classes that neither add in an order of BLAS's nor call exp or log: a model of these alone answers to the bit on every machine.
    /// </summary>
    private static readonly string[] ExactEverywhere =
    [
        "Pipeline", "ColumnTransformer", "DecisionTreeClassifier", "DecisionTreeRegressor", "ExtraTreeClassifier", "ExtraTreeRegressor",
        "RandomForestClassifier",
        "RandomForestRegressor", "ExtraTreesClassifier", "ExtraTreesRegressor", "StandardScaler", "MinMaxScaler", "MaxAbsScaler",
        "RobustScaler", "Binarizer", "SimpleImputer",
        "MissingIndicator", "OneHotEncoder", "OrdinalEncoder", "LabelEncoder", "LabelBinarizer", "CountVectorizer",
    ];

    /// <summary>0 where every bit must be Python's.</summary>
    internal static double Of(LiveCase live, string method) =>
        method != "predict_log_proba" && live.Holds.Append(live.Name).All(ExactEverywhere.Contains) ? 0 : 1e-12;
}
