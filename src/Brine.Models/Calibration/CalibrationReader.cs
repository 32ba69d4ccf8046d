using Brine.Pickling;

namespace Brine.Models;

/// <summary>Reads CalibratedClassifierCV and the classifiers inside of it, of all versions.</summary>
internal static class CalibrationReader
{
    internal static CalibratedClassifier Classifier(EstimatorReader reader)
    {
        Labels classes = reader.Labels("classes_") is { Count: > 0 } labels ? labels : throw reader.Corrupt("classes_", "it is empty");
        IReadOnlyList<PyValue> items = MemberReader.Items(reader, "calibrated_classifiers_");
        CalibratedMember[] members = [.. items.Select((item, i) => Member(reader, item, i, classes))];
        return members.Length == 0 ? throw reader.Missing("calibrated_classifiers_")
            : new CalibratedClassifier(reader.Info, new CalibrationForm(Array.AsReadOnly(members), classes));
    }

    private static CalibratedMember Member(EstimatorReader reader, PyValue item, int index, Labels classes)
    {
        string step = $".calibrated_classifiers_[{index}]";
        PyObject value = item.As<PyObject>() ?? throw reader.Corrupt("calibrated_classifiers_", $"item {index} is no classifier");
        var inner = new EstimatorReader(value, reader.Path + step);
        string name = inner.Has("estimator") ? "estimator" : "base_estimator";
        Estimator estimator = reader.Child(inner.Value(name), $"{step}.{name}");
        Labels own = estimator.Classes ?? throw reader.Corrupt("calibrated_classifiers_", $"item {index} holds no classifier");
        IReadOnlyList<PyValue> listed = MemberReader.Items(inner, inner.Has("calibrators") ? "calibrators" : "calibrators_");
        Calibrator[] calibrators = [.. listed.Select((calibrator, k) => Calibrator(reader, calibrator, $"{step}.calibrators[{k}]"))];
        bool isTemperature = calibrators is [TemperatureCalibrator];
        if (!estimator.Methods.HasFlag(Methods.DecisionFunction) && !estimator.Methods.HasFlag(Methods.PredictProba))
        {
            throw reader.Unsupported($"{estimator.ClassName}, which has neither decision_function nor predict_proba,");
        }

        if (!isTemperature && calibrators.Length != (own.Count == 2 && classes.Count == 2 ? 1 : own.Count))
        {
            throw inner.Corrupt("calibrators", $"there are {calibrators.Length} for {own.Count} classes");
        }

        // A temperature takes the scores as they come; its classifier is trained on the indices of the classes.
        int[] places = isTemperature ? [.. Enumerable.Range(0, own.Count)]
            : [.. MemberReader.Indices(reader, own, classes).Select(place => (int)place)];
        return !isTemperature || own.Count == classes.Count
            ? new CalibratedMember(estimator, Array.AsReadOnly(calibrators), Array.AsReadOnly(places))
            : throw inner.Corrupt("estimator", $"it tells {own.Count} of {classes.Count} classes apart");
    }

    private static Calibrator Calibrator(EstimatorReader reader, PyValue value, string step)
    {
        PyObject instance = value.As<PyObject>() ?? throw reader.Corrupt("calibrated_classifiers_", $"{step} is no calibrator");
        var inner = new EstimatorReader(instance, reader.Path + step);
        return instance.Class?.Name switch
        {
            "_SigmoidCalibration" => new SigmoidCalibrator(inner.Double("a_"), inner.Double("b_")),
            "_TemperatureScaling" => new TemperatureCalibrator(inner.Double("beta_")),
            "IsotonicRegression" when reader.Child(value, step) is IsotonicRegression regression => new IsotonicCalibrator(regression),
            _ => throw reader.Unsupported($"a calibrator of class {instance.Class?.FullName}"),
        };
    }
}
