namespace Brine;

/// <summary>What a package of Python is called where it is installed from.</summary>
internal static class PackageNames
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["pandas"] = "pandas", ["scipy"] = "scipy", ["xgboost"] = "xgboost", ["lightgbm"] = "lightgbm", ["catboost"] = "catboost",
        ["torch"] = "torch", ["keras"] = "keras", ["tensorflow"] = "tensorflow", ["imblearn"] = "imbalanced-learn",
        ["category_encoders"] = "category_encoders", ["feature_engine"] = "feature-engine", ["statsmodels"] = "statsmodels",
        ["sklearn_pandas"] = "sklearn-pandas", ["sklearn2pmml"] = "sklearn2pmml", ["lifelines"] = "lifelines", ["hmmlearn"] = "hmmlearn",
        ["nltk"] = "nltk", ["mlxtend"] = "mlxtend", ["skopt"] = "scikit-optimize", ["cloudpickle"] = "cloudpickle", ["dill"] = "dill",
    };

    internal static string? Of(string module) => Names.GetValueOrDefault(module);
}
