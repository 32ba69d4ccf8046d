using Brine.Arrays;
using Brine.Pickling;

namespace Brine;

/// <summary>Boosting: what a model begins with, its loss, its bins.</summary>
internal static class BoostingRules
{
    private const string Priors = "priors", Prior = "prior", Deprecated = "deprecated";
    private const double OldBound = 1.1920929e-07, NewBound = 2.220446049250313e-16;

    internal static void ApplyToAdaBoost(EstimatorEdit edit)
    {
        const string Algorithm = "algorithm";
        bool isReal = edit.Text(Algorithm) is { } algorithm ? algorithm == "SAMME.R" : !edit.Place.Version.IsAtLeast(1, 6);
        bool weighsWrong = edit.Place.Version.IsAtLeast(1, 3);
        if (edit.IsNew && isReal)
        {
            throw edit.Refuse("UpgradeParameter", "SAMME.R is gone since 1.6", Algorithm);
        }

        if (!isReal && weighsWrong != edit.IsNew)
        {
            throw edit.Refuse("UpgradeState", "decision_function and predict_proba of SAMME are computed otherwise since 1.3", Algorithm);
        }

        if (edit.IsNew)
        {
            edit.Drop(Algorithm);
        }
        else if (edit.Text(Algorithm) is null or Deprecated)
        {
            edit.Set(Algorithm, "SAMME");
        }
    }

    internal static void ApplyToGradientBoosting(EstimatorEdit edit)
    {
        bool isClassifier = edit.ClassName == "GradientBoostingClassifier";
        PyValue loss = edit.Get("_loss");
        if (LossCopy.KindOf(loss) is not { } kind)
        {
            return;
        }

        bool wasOld = loss.As<PyObject>()!.Class!.Module is { } module && module.StartsWith("sklearn.ensemble", StringComparison.Ordinal);
        int classes = (int)(edit.AxisOf("classes_", 0) ?? 1);
        int trees = kind == "HalfMultinomialLoss" ? classes : 1;
        double alpha = edit.Number("alpha") ?? 0.9;
        double[]? shift = null;
        PyValue init = edit.Get("init_");
        if (isClassifier && kind == "HalfMultinomialLoss")
        {
            shift = ShiftOf(init, wasOld, edit);
        }

        if (init.As<PyObject>() is { Class: { } type } first && type.Module.StartsWith("sklearn.ensemble", StringComparison.Ordinal)
            && Begin(edit, type.Name, first, classes) is { } begin)
        {
            edit.Set("init_", begin);
            edit.Changed($"init_ is a dummy model, which was a {type.Name}");
        }

        if (shift is not null)
        {
            Move(edit, shift);
        }

        edit.Set("_loss", LossCopy.OfGradientBoosting(edit.Graph, loss, classes, alpha)!.Value);
        if (edit.IsNew)
        {
            edit.Add("n_trees_per_iteration_", trees);
            edit.Drop("_n_classes");
        }
        else
        {
            edit.Drop("n_trees_per_iteration_");
            edit.Add("_n_classes", isClassifier ? classes : 1);
        }
    }

    internal static void ApplyToHistograms(EstimatorEdit edit)
    {
        if (LossCopy.KindOf(edit.Get("_loss")) is not { } kind)
        {
            return;
        }

        int classes = (int)(edit.AxisOf("classes_", 0) ?? 1);
        double parameter = LossCopy.InnerParameter(edit.Get("_loss")) ?? edit.Number("quantile") ?? 0;
        edit.Set("_loss", LossCopy.Make(edit.Graph, kind, classes, parameter));
        double[]? baseline = edit.Array("_baseline_prediction")?.ToDoubles()
            ?? (edit.Number("_baseline_prediction") is { } one ? [one] : null);
        if (baseline is not null)
        {
            edit.Set("_baseline_prediction", edit.Graph.Arrays.Describe(NDArray.Of(baseline, 1, baseline.Length)));
        }

        if (!edit.IsNew)
        {
            if (!edit.Get("_preprocessor").IsNone)
            {
                throw edit.Refuse("UpgradeState", "the model encodes its categories itself, which 1.2 does not", "_preprocessor");
            }

            foreach (string name in (string[])["_preprocessor", "_is_categorical_remapped", "_feature_subsample_rng", "_label_encoder"])
            {
                edit.Drop(name);
            }

            if (edit.Text("categorical_features") is not null)
            {
                edit.Set("categorical_features", default);
            }
        }
    }

    internal static void ApplyToBins(EstimatorEdit edit)
    {
        edit.Rename("actual_n_bins_", "n_bins_non_missing_");
        if (edit.AxisOf("bin_thresholds_", 0) is { } features)
        {
            edit.Add("is_categorical_", edit.Graph.Arrays.Describe(NDArray.Of(new byte[features])));
        }
    }

    /// <summary>The dummy model that gives what the estimators of up to 0.20 gave.</summary>
    private static PyValue? Begin(EstimatorEdit edit, string name, PyObject init, int classes)
    {
        double? Value(string attribute) => init.TryGetAttribute(attribute, out PyValue value)
            ? NDArray.From(value)?.ToDoubles()[0] ?? (value.TryGetDouble(out double plain) ? plain : null) : null;
        switch (name)
        {
            case "ZeroEstimator":
                return PyValue.FromText("zero");
            case "MeanEstimator" when Value("mean") is { } mean:
                return Constant(edit, "mean", default, mean);
            case "QuantileEstimator" when Value("quantile") is { } quantile:
                return Constant(edit, "quantile", Value("alpha") ?? 0.5, quantile);
            case "LogOddsEstimator" when Value(Prior) is { } odds:
                return Classes(edit, [1 / (1 + Math.Exp(odds)), 1 / (1 + Math.Exp(-odds))]);
            case "ScaledLogOddsEstimator" when Value(Prior) is { } odds:
                return Classes(edit, [1 / (1 + Math.Exp(2 * odds)), 1 / (1 + Math.Exp(-2 * odds))]);
            case "PriorProbabilityEstimator" when init.TryGetAttribute(Priors, out PyValue shares) && NDArray.From(shares) is { } array
                && array.Length == classes:
                return Classes(edit, array.ToDoubles());
            default:
                throw edit.Refuse("UpgradeState",
                    $"the model begins with a {SafeText.Of(name)} of another form than scikit-learn's", "init_");
        }
    }

    private static PyValue Constant(EstimatorEdit edit, string strategy, PyValue quantile, double value)
    {
        GraphCopy graph = edit.Graph;
        return new PyValue(Make.Object(graph, "sklearn.dummy", "DummyRegressor", ("strategy", strategy), ("constant", default),
            ("quantile", quantile), ("constant_", graph.Arrays.Describe(NDArray.Of([value], 1, 1))), ("n_outputs_", 1),
            ("_sklearn_version", graph.Target.Version)));
    }

    private static PyValue Classes(EstimatorEdit edit, double[] shares)
    {
        GraphCopy graph = edit.Graph;
        long[] labels = [.. Enumerable.Range(0, shares.Length).Select(label => (long)label)];
        return new PyValue(Make.Object(graph, "sklearn.dummy", "DummyClassifier", ("strategy", "prior"), ("random_state", default),
            ("constant", default), ("_strategy", "prior"), ("sparse_output_", false), ("n_outputs_", 1), ("n_classes_", shares.Length),
            ("classes_", graph.Arrays.Describe(NDArray.Of(labels))), ("class_prior_", graph.Arrays.Describe(NDArray.Of(shares))),
            ("_sklearn_version", graph.Target.Version)));
    }

    /// <summary>What the scores of several classes began with, less what they will begin with: up to 0.20 the shares of the classes, up to
    /// 1.3 their logarithms, then these around their mean.</summary>
    private static double[]? ShiftOf(PyValue init, bool wasOld, EstimatorEdit edit)
    {
        if (init.As<PyObject>() is not { Class: { } type } first || wasOld == !edit.IsNew && type.Name != "PriorProbabilityEstimator")
        {
            return null;
        }

        bool isPriors = type.Name == "PriorProbabilityEstimator";
        if ((!isPriors && type.Name != "DummyClassifier") || !first.TryGetAttribute(isPriors ? Priors : "class_prior_", out PyValue shares)
            || NDArray.From(shares) is not { } array)
        {
            throw edit.Refuse("UpgradeState", "decision_function of several classes begins with another number in each row where the model "
                + "begins with one of yours: 1.4 takes the mean of the logarithms off", "init_");
        }

        double[] share = array.ToDoubles(), old = Begin(share, OldBound, isCentered: false);
        double[] centered = Begin(share, NewBound, isCentered: true);
        double[] before = isPriors ? share : wasOld ? old : centered, after = edit.IsNew ? centered : old;
        return [.. before.Select((value, i) => value - after[i])];
    }

    private static double[] Begin(double[] shares, double bound, bool isCentered)
    {
        double[] logs = Array.ConvertAll(shares, share => Math.Log(Math.Clamp(share, bound, 1 - bound)));
        double mean = isCentered ? logs.Average() : 0;
        return Array.ConvertAll(logs, value => value - mean);
    }

    /// <summary>Adds to the first tree of each class what its score begins with less.</summary>
    private static void Move(EstimatorEdit edit, double[] shift)
    {
        double rate = edit.Number("learning_rate") ?? 0;
        if (edit.Array("estimators_") is not { Rank: 2, Objects: not null } stages || stages.Shape[1] != shift.Length || rate == 0
            || stages.Shape[0] == 0)
        {
            throw edit.Refuse("UpgradeState", "the model has no trees for what its scores begin with", "estimators_");
        }

        for (int i = 0; i < shift.Length; i++)
        {
            if (stages[i].As<PyObject>() is { } estimator && estimator.TryGetAttribute("tree_", out PyValue tree)
                && tree.As<PyObject>() is { } compiled)
            {
                TreeRules.Copy(edit.Graph, compiled, edit.Place.Inside(".estimators_"), isClassifier: false, shift[i] / rate);
            }
        }

        edit.Changed("what the scores of the classes begin with stands in the first trees");
    }
}
