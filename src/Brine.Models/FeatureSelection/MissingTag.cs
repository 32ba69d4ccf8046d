using Brine.Pickling;

namespace Brine.Models;

/// <summary>scikit-learn's tag <c>allow_nan</c> of an estimator, by which those that hold it let gaps and infinities pass.</summary>
internal static class MissingTag
{
    internal static bool Of(PyObject estimator)
    {
        SavedVersion version = SavedVersion.Of(estimator);
        if (IsBagging(estimator))
        {
            // Bagging asks what it holds; one inside of another counts as one that takes them.
            return version.IsAtLeast(1, 3) && (Inside(estimator) is not { } inside || IsBagging(inside) || OfModel(inside));
        }

        return OfModel(estimator);
    }

    private static bool IsBagging(PyObject estimator) => estimator.Class?.Name is "BaggingClassifier" or "BaggingRegressor";

    private static bool OfModel(PyObject estimator)
    {
        SavedVersion version = SavedVersion.Of(estimator);
        return estimator.Class?.Name switch
        {
            "DecisionTreeClassifier" or "DecisionTreeRegressor" =>
                version.IsAtLeast(1, 6) || (version.IsAtLeast(1, 3) && Text(estimator, "splitter") != "random"),
            "RandomForestClassifier" or "RandomForestRegressor" => version.IsAtLeast(1, 4),
            "ExtraTreeClassifier" or "ExtraTreeRegressor" => version.IsAtLeast(1, 6) && Text(estimator, "splitter") != "best",
            "ExtraTreesClassifier" or "ExtraTreesRegressor" => version.IsAtLeast(1, 6),
            "HistGradientBoostingClassifier" or "HistGradientBoostingRegressor" or "VarianceThreshold"
                or "IterativeImputer" or "KNNImputer" or "SimpleImputer" or "MissingIndicator"
                or "MaxAbsScaler" or "MinMaxScaler" or "RobustScaler" or "StandardScaler" or "PowerTransformer" or "QuantileTransformer" =>
                true,
            _ => false,
        };
    }

    private static PyObject? Inside(PyObject bagging) =>
        bagging.TryGetAttribute("estimator_", out PyValue inside) || bagging.TryGetAttribute("estimator", out inside)
            ? inside.As<PyObject>() : null;

    private static string? Text(PyObject estimator, string name) =>
        estimator.TryGetAttribute(name, out PyValue value) ? value.AsString() : null;
}
