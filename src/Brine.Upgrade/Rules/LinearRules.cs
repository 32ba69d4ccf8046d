using Brine.Arrays;
using Brine.Pickling;

namespace Brine;

/// <summary>Linear models, their losses and penalties.</summary>
internal static class LinearRules
{
    private const string Deprecated = "deprecated", Penalty = "penalty", Ratio = "l1_ratio", Many = "multi_class";

    internal static void ApplyToGeneralized(EstimatorEdit edit)
    {
        (string kind, double power) = edit.ClassName switch
        {
            "PoissonRegressor" => ("HalfPoissonLoss", 1),
            "GammaRegressor" => ("HalfGammaLoss", 2),
            _ => (IsIdentity(edit) ? "HalfTweedieLossIdentity" : "HalfTweedieLoss", edit.Number("power") ?? 0.0),
        };
        edit.Set("_base_loss", LossCopy.Make(edit.Graph, kind, 0, power));
        edit.Drop("_family_instance");
        edit.Drop("_link_instance");
        if (edit.ClassName != "TweedieRegressor")
        {
            edit.Drop("link");
        }
    }

    internal static void ApplyToLogistic(EstimatorEdit edit)
    {
        bool hadChoice = edit.Has(Many);
        if (edit.IsNew && hadChoice)
        {
            if (edit.Text(Many) == "multinomial" && edit.AxisOf("classes_", 0) == 2)
            {
                throw edit.Refuse("UpgradeParameter", "predict_proba of two classes is not computed as of several any more", Many);
            }

            edit.Drop(Many);
        }
        else if (!edit.IsNew)
        {
            edit.Add(Many, "auto");
            if (edit.Text(Many) == Deprecated)
            {
                edit.Set(Many, "auto");
            }
        }

        if (edit.ClassName == "LogisticRegressionCV")
        {
            if (!edit.IsNew && edit.Text(Penalty) == Deprecated)
            {
                edit.Set(Penalty, "l2");
            }

            if (!edit.IsNew && edit.Text("l1_ratios") == "warn")
            {
                edit.Set("l1_ratios", default);
            }

            return;
        }

        if (edit.IsNew && edit.Has(Penalty) && edit.Text(Penalty) != Deprecated)
        {
            string? penalty = edit.Text(Penalty);
            if (penalty is null or "none")
            {
                edit.Set("C", double.PositiveInfinity);
            }

            if (penalty != "elasticnet")
            {
                edit.Set(Ratio, penalty == "l1" ? 1.0 : 0.0);
            }

            edit.Set(Penalty, Deprecated);
            edit.Changed("penalty is said by l1_ratio and C");
        }
        else if (!edit.IsNew && edit.Text(Penalty) == Deprecated)
        {
            double ratio = edit.Number(Ratio) ?? 0;
            bool isFree = edit.Number("C") == double.PositiveInfinity;
            edit.Set(Penalty, isFree ? default : ratio == 0 ? "l2" : ratio == 1 ? "l1" : "elasticnet");
            if (isFree)
            {
                edit.Set("C", 1.0);
            }

            if (isFree || ratio is 0 or 1)
            {
                edit.Set(Ratio, default);
            }
        }
    }

    internal static void ApplyToRidge(EstimatorEdit edit)
    {
        if (!edit.IsNew)
        {
            edit.Drop("classes_");
            if (edit.Array("coef_") is { Rank: 1 } coefficients)
            {
                // Two classes have a row of coefficients of their own up to 1.5.
                edit.Set("coef_", edit.Graph.Arrays.Describe(NDArray.Of(coefficients.ToDoubles(), 1, coefficients.Length)));
                if (edit.Number("intercept_") is { } intercept)
                {
                    edit.Set("intercept_", edit.Graph.Arrays.Describe(NDArray.Of([intercept])));
                }
            }
        }
        else if (!edit.Has("classes_") && edit.Get("_label_binarizer").As<PyObject>() is { } binarizer
            && binarizer.TryGetAttribute("classes_", out PyValue classes))
        {
            edit.Set("classes_", edit.Graph.Copy(classes, edit.Place.Inside("._label_binarizer").Inside(".classes_")));
        }
    }

    /// <summary>How many alphas are tried is said by alphas.</summary>
    internal static void ApplyToPaths(EstimatorEdit edit)
    {
        edit.Drop("_alphas");
        if (edit.IsNew && edit.Int("n_alphas") is { } count)
        {
            if (edit.Get("alphas").IsNone || edit.Text("alphas") == "warn")
            {
                edit.Set("alphas", count);
            }

            edit.Drop("n_alphas");
        }
        else if (!edit.IsNew && edit.Int("alphas") is { } number)
        {
            edit.Set("n_alphas", number);
            edit.Set("alphas", default);
        }

        if (edit.Text("n_alphas") == Deprecated)
        {
            edit.Drop("n_alphas");
        }
    }

    /// <summary>The coefficients of partial least squares: columns up to 1.0, then rows, then divided by the deviations of the
    /// columns.</summary>
    internal static void ApplyToLatentSquares(EstimatorEdit edit)
    {
        if (!edit.IsNew && edit.Get("_predict_1d").Equals(PyValue.True))
        {
            throw edit.Refuse("UpgradeState", "1.2 predicts a column where the model predicts as many numbers", "_predict_1d");
        }

        bool isDivided = !edit.Has("_coef_") && edit.Place.Version.IsAtLeast(1, 5);
        NDArray? held = edit.Array("_coef_") ?? edit.Array("coef_");
        if (held is not { Rank: 2 } || edit.Array("_x_std") is not { } deviations)
        {
            return;
        }

        double[] coefficients = held.ToDoubles();
        int rows = held.Shape[0], columns = held.Shape[1];
        if (!edit.Has("_coef_") && !edit.Has("intercept_"))
        {
            coefficients = Turn(coefficients, rows, columns);
            (rows, columns) = (columns, rows);
            edit.Share("intercept_", "_y_mean");
        }

        double[] scale = deviations.ToDoubles();
        if (scale.Length != columns)
        {
            throw edit.Refuse("UpgradeState", "the coefficients do not fit the columns", "coef_");
        }

        for (int i = 0; i < coefficients.Length; i++)
        {
            double by = scale[i % columns];
            coefficients[i] = edit.IsNew && !isDivided ? coefficients[i] / by : !edit.IsNew && isDivided ? coefficients[i] * by
                : coefficients[i];
        }

        edit.Drop("_coef_");
        edit.Drop("coef_");
        edit.Set(edit.IsNew ? "coef_" : "_coef_", edit.Graph.Arrays.Describe(NDArray.Of(coefficients, rows, columns)));
        if (edit.IsNew)
        {
            edit.Add("_predict_1d", false);
        }
        else
        {
            edit.Drop("_predict_1d");
        }
    }

    /// <summary>Deviations are those around the means of the columns since 1.9, and were those around zero.</summary>
    internal static void ApplyToBayes(EstimatorEdit edit)
    {
        if (edit.IsNew && !edit.Place.Version.IsAtLeast(1, 9) && edit.AxisOf("coef_", 0) is { } columns)
        {
            edit.Set("X_offset_", edit.Graph.Arrays.Describe(NDArray.Of(new double[columns])));
        }
        else if (!edit.IsNew && edit.Array("X_offset_")?.ToDoubles().Any(mean => mean != 0) == true)
        {
            edit.Note("predict with return_std gives the deviations around zero, not around the means of the columns");
        }
    }

    internal static void ApplyToProcess(EstimatorEdit edit) => edit.Add("_y_train_std", edit.Graph.Arrays.Describe(NDArray.Of([1.0])));

    private static double[] Turn(double[] values, int rows, int columns)
    {
        var turned = new double[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            turned[((i % columns) * rows) + (i / columns)] = values[i];
        }

        return turned;
    }

    private static bool IsIdentity(EstimatorEdit edit) => edit.Text("link") switch
    {
        "identity" => true,
        "log" => false,
        _ => (edit.Number("power") ?? 0) <= 0,
    };
}
