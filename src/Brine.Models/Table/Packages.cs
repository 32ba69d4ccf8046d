using System.Collections.Frozen;

namespace Brine.Models;

/// <summary>Packages whose classes stand in pickled models, by the first part of their modules.</summary>
public static class Packages
{
    private static readonly FrozenDictionary<string, string> Known = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["autogluon"] = "AutoGluon", ["autosklearn"] = "auto-sklearn", ["bayes_opt"] = "bayesian-optimization", ["boruta"] = "Boruta",
        ["catboost"] = "CatBoost", ["category_encoders"] = "category_encoders", ["causalml"] = "CausalML", ["cuml"] = "cuML",
        ["daal4py"] = "daal4py", ["dask_ml"] = "dask-ml", ["deslib"] = "DESlib", ["dirty_cat"] = "dirty-cat", ["dowhy"] = "DoWhy",
        ["econml"] = "EconML", ["eli5"] = "ELI5", ["evalml"] = "EvalML", ["feature_engine"] = "feature-engine", ["flaml"] = "FLAML",
        ["gensim"] = "gensim", ["gplearn"] = "gplearn", ["h2o"] = "H2O", ["hdbscan"] = "hdbscan", ["hmmlearn"] = "hmmlearn",
        ["hpsklearn"] = "hyperopt-sklearn", ["imblearn"] = "imbalanced-learn", ["implicit"] = "implicit", ["interpret"] = "InterpretML",
        ["keras"] = "Keras", ["kmodes"] = "kmodes", ["lifelines"] = "lifelines", ["lightfm"] = "LightFM", ["lightgbm"] = "LightGBM",
        ["lightning"] = "sklearn-contrib-lightning", ["mapie"] = "MAPIE", ["mlxtend"] = "mlxtend", ["neat"] = "neat-python",
        ["ngboost"] = "NGBoost", ["nltk"] = "NLTK", ["optbinning"] = "OptBinning", ["pmdarima"] = "pmdarima",
        ["polylearn"] = "polylearn", ["prophet"] = "Prophet", ["fbprophet"] = "Prophet", ["pycaret"] = "PyCaret",
        ["pycrfsuite"] = "python-crfsuite", ["pyod"] = "PyOD", ["pysurvival"] = "PySurvival", ["rulefit"] = "RuleFit",
        ["scikeras"] = "SciKeras", ["scikitplot"] = "scikit-plot", ["sentence_transformers"] = "sentence-transformers",
        ["shap"] = "SHAP", ["sklearn_crfsuite"] = "sklearn-crfsuite", ["sklearn_pandas"] = "sklearn-pandas",
        ["sklearn2pmml"] = "sklearn2pmml", ["sklearnex"] = "scikit-learn-intelex", ["skl2onnx"] = "sklearn-onnx",
        ["sklego"] = "scikit-lego", ["skmultilearn"] = "scikit-multilearn", ["skopt"] = "scikit-optimize", ["skorch"] = "skorch",
        ["skrub"] = "skrub", ["sksurv"] = "scikit-survival", ["spacy"] = "spaCy", ["statsmodels"] = "statsmodels",
        ["surprise"] = "scikit-surprise", ["tensorflow"] = "TensorFlow", ["textblob"] = "TextBlob", ["torch"] = "PyTorch",
        ["tpot"] = "TPOT", ["transformers"] = "Transformers", ["treeple"] = "treeple", ["tsfresh"] = "tsfresh", ["tslearn"] = "tslearn",
        ["umap"] = "UMAP", ["xgboost"] = "XGBoost",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Packages whose objects are data, no models.</summary>
    private static readonly FrozenSet<string> OfData = FrozenSet.Create(StringComparer.Ordinal, "builtins", "__builtin__", "collections",
        "copyreg", "copy_reg", "datetime", "decimal", "fractions", "functools", "joblib", "numpy", "pandas", "pathlib", "polars", "pyarrow",
        "scipy", "sklearn", "types", "uuid", "cloudpickle", "dill");

    /// <summary>The package that a module is of, by the name that people know: <c>imbalanced-learn</c> for <c>imblearn.ensemble</c>; null
    /// where it is none that is known.</summary>
    public static string? Of(string module)
    {
        ArgumentNullException.ThrowIfNull(module);
        return Known.GetValueOrDefault(Root(module));
    }

    /// <summary>True where the classes of a module may be models of the user's own.</summary>
    internal static bool MayBeOwn(string module) => !OfData.Contains(Root(module)) && !Known.ContainsKey(Root(module));

    private static string Root(string module) => module.Split('.', 2)[0];
}
