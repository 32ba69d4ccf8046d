using Brine.Pickling;

namespace Brine;

/// <summary>Loss functions of boosting and of generalised linear models, which every few versions had another class.</summary>
internal static class LossCopy
{
    private const string Package = "sklearn._loss", Ensemble = "sklearn.ensemble";

    private static readonly Dictionary<string, string> Kinds = new(StringComparer.Ordinal)
    {
        ["BinomialDeviance"] = "HalfBinomialLoss",
        ["BinaryCrossEntropy"] = "HalfBinomialLoss",
        ["HalfBinomialLoss"] = "HalfBinomialLoss",
        ["MultinomialDeviance"] = "HalfMultinomialLoss",
        ["CategoricalCrossEntropy"] = "HalfMultinomialLoss",
        ["HalfMultinomialLoss"] = "HalfMultinomialLoss",
        ["ExponentialLoss"] = "ExponentialLoss",
        ["LeastSquaresError"] = "HalfSquaredError",
        ["LeastSquares"] = "HalfSquaredError",
        ["HalfSquaredError"] = "HalfSquaredError",
        ["LeastAbsoluteError"] = "AbsoluteError",
        ["LeastAbsoluteDeviation"] = "AbsoluteError",
        ["AbsoluteError"] = "AbsoluteError",
        ["HuberLossFunction"] = "HuberLoss",
        ["HuberLoss"] = "HuberLoss",
        ["QuantileLossFunction"] = "PinballLoss",
        ["PinballLoss"] = "PinballLoss",
        ["Poisson"] = "HalfPoissonLoss",
        ["HalfPoissonLoss"] = "HalfPoissonLoss",
        ["HalfGammaLoss"] = "HalfGammaLoss",
        ["HalfTweedieLoss"] = "HalfTweedieLoss",
        ["HalfTweedieLossIdentity"] = "HalfTweedieLossIdentity",
    };

    /// <summary>The name of a loss in the newest scikit-learn, or null where it is none.</summary>
    internal static string? KindOf(PyValue loss) => loss.As<PyObject>()?.Class is { } type ? Kinds.GetValueOrDefault(type.Name) : null;

    /// <summary>A loss of the package that generalised linear models have used since 1.1, and boosting since 1.1 or 1.4.</summary>
    /// <param name="graph">What it is for.</param>
    /// <param name="kind">Its name there.</param>
    /// <param name="classes">The number of classes, where it is for classes.</param>
    /// <param name="parameter">The quantile, the power or the delta.</param>
    internal static PyValue Make(GraphCopy graph, string kind, int classes, double parameter = 0)
    {
        double infinity = double.PositiveInfinity;
        PyValue all = Interval(graph, -infinity, infinity, false), open = Interval(graph, 0, 1, false),
            positive = Interval(graph, 0, infinity, false), natural = Interval(graph, 0, infinity, true);
        (string link, PyValue count, PyValue truth, PyValue prediction, bool isApproximate) = kind switch
        {
            "HalfBinomialLoss" => ("LogitLink", 2, Closed(graph), open, false),
            "ExponentialLoss" => ("HalfLogitLink", 2, Closed(graph), open, false),
            "HalfMultinomialLoss" => ("MultinomialLogit", classes, natural, open, false),
            "HalfPoissonLoss" => ("LogLink", default, natural, positive, false),
            "HalfGammaLoss" => ("LogLink", default(PyValue), positive, positive, false),
            "HalfTweedieLoss" => ("LogLink", default, parameter <= 0 ? all : parameter < 2 ? natural : positive, positive, false),
            "HalfTweedieLossIdentity" => ("IdentityLink", default, parameter <= 0 ? all : parameter < 2 ? natural : positive,
                parameter == 0 ? all : positive, false),
            "HalfSquaredError" => ("IdentityLink", default, all, all, false),
            _ => ("IdentityLink", default, all, all, true),
        };
        bool takes = kind is "PinballLoss" or "HuberLoss" or "HalfTweedieLoss" or "HalfTweedieLossIdentity";
        var inner = new PyObject(Brine.Make.Class(graph, Package, "Cy" + kind), takes ? new PyTuple(parameter) : PyTuple.Empty);
        PyObject loss = Brine.Make.Object(graph, Package, kind,
            ("closs", new PyValue(inner)),
            ("link", new PyValue(Brine.Make.Object(graph, Package, link))),
            ("approx_hessian", isApproximate),
            ("constant_hessian", isApproximate || kind == "HalfSquaredError"),
            ("n_classes", count),
            ("interval_y_true", truth),
            ("interval_y_pred", prediction));
        PyDict state = loss.Attributes!;
        if (graph.Target.IsNew)
        {
            foreach (string name in (string[])(kind == "HalfMultinomialLoss"
                ? ["xp", "device", "class_indexing_offsets", "y_true_int", "y_true_one_hot"] : ["xp", "device"]))
            {
                state[name] = default;
            }
        }

        return new PyValue(loss);
    }

    /// <summary>A loss of gradient boosting: up to 1.3 it had classes of its own.</summary>
    internal static PyValue? OfGradientBoosting(GraphCopy graph, PyValue source, int classes, double alpha)
    {
        if (KindOf(source) is not { } kind)
        {
            return null;
        }

        double delta = source.As<PyObject>() is { } old && old.TryGetAttribute("gamma", out PyValue gamma)
            ? Arrays.NDArray.From(gamma)?.ToDoubles()[0] ?? 1 : InnerParameter(source) ?? 1;
        if (graph.Target.IsNew)
        {
            PyValue made = Make(graph, kind, classes, kind == "HuberLoss" ? delta : alpha);
            if (kind == "HuberLoss")
            {
                made.As<PyObject>()!.Attributes!["quantile"] = alpha;
            }

            return made;
        }

        PyValue one = kind == "HalfMultinomialLoss" ? classes : 1;
        PyObject Old(string name, params ReadOnlySpan<(string Name, PyValue Value)> more) =>
            Brine.Make.Object(graph, Ensemble, name, [("K", one), .. more]);
        return new PyValue(kind switch
        {
            "HalfBinomialLoss" => Old("BinomialDeviance"),
            "HalfMultinomialLoss" => Old("MultinomialDeviance"),
            "ExponentialLoss" => Brine.Make.Object(new PyGlobal("sklearn.ensemble._gb_losses", "ExponentialLoss"), ("K", one)),
            "HalfSquaredError" => Old("LeastSquaresError"),
            "AbsoluteError" => Old("LeastAbsoluteError"),
            "HuberLoss" => Old("HuberLossFunction", ("alpha", alpha), ("gamma", graph.Arrays.Scalar(delta))),
            _ => Old("QuantileLossFunction", ("alpha", alpha), ("percentile", alpha * 100)),
        });
    }

    /// <summary>The quantile, power or delta that the compiled part of a loss was made with.</summary>
    internal static double? InnerParameter(PyValue loss)
    {
        if (loss.As<PyObject>() is not { } instance || !instance.TryGetAttribute("closs", out PyValue inner)
            || inner.As<PyObject>() is not { } compiled)
        {
            return null;
        }

        foreach (PyValue argument in compiled.Arguments)
        {
            if (argument.Kind == PyKind.Float && argument.TryGetDouble(out double value))
            {
                return value;
            }

            if (argument.As<PyTuple>() is { Count: > 0 } state && state[0].TryGetDouble(out double inside))
            {
                return inside;
            }
        }

        return null;
    }

    private static PyValue Closed(GraphCopy graph) => Interval(graph, 0, 1, true, true);

    private static PyValue Interval(GraphCopy graph, double low, double high, bool isLowInside, bool isHighInside = false) =>
        new(Brine.Make.Object(graph, Package, "Interval", ("low", low), ("high", high), ("low_inclusive", isLowInside),
            ("high_inclusive", isHighInside)));
}
