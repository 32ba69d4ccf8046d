using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>Reads the linear classifiers.</summary>
internal static partial class LinearReader
{
    private static readonly string[] Selectors = ["LogisticRegression", "LogisticRegressionCV", "SGDClassifier", "Perceptron", "LinearSVC"];

    /// <summary>Perceptron, LinearSVC and others without probabilities.</summary>
    internal static LinearClassifier Classifier(EstimatorReader reader) => Classifier(reader, LinearHead.Label);

    /// <summary>LogisticRegression and LogisticRegressionCV.</summary>
    internal static LinearClassifier Logistic(EstimatorReader reader)
    {
        int classes = reader.Labels("classes_").Count;
        bool isLiblinear = reader.Text("solver") == "liblinear";

        // The parameter was 'ovr' by default until 0.22, 'auto' until 1.7 ('deprecated' from 1.5 on) and is gone from 1.8.
        string choice = reader.Text("multi_class") ?? "auto";
        bool isOneVersusRest = choice switch
        {
            "ovr" or "warn" => true,
            "multinomial" => classes == 2 && !reader.SavedBy.IsAtLeast(0, 20),
            _ =>
                classes <= 2 || isLiblinear || reader.EncodedClasses is not null
                    || (reader.Text("solver") == "newton-cholesky" && !reader.SavedBy.IsAtLeast(1, 6)),
        };
        return Classifier(reader, isOneVersusRest ? OneVersusRest(reader) : LinearHead.Softmax);
    }

    /// <summary>SGDClassifier: by its loss, which was called 'log' until 1.0.</summary>
    internal static LinearClassifier StochasticGradient(EstimatorReader reader) => Classifier(reader, reader.Text("loss") switch
    {
        "log" or "log_loss" => OneVersusRest(reader),
        "modified_huber" => LinearHead.ModifiedHuber,
        _ => LinearHead.Label,
    });

    /// <summary>RidgeClassifier and RidgeClassifierCV: their classes are those of <c>_label_binarizer</c>, one at least; they know several
    /// labels a row.</summary>
    internal static LinearClassifier Ridge(EstimatorReader reader)
    {
        EstimatorReader binarizer = reader.Value("_label_binarizer", "label_binarizer_").As<PyObject>() is { } instance
            ? new EstimatorReader(instance, reader.Path + "._label_binarizer")
            : throw reader.Missing("_label_binarizer");
        bool hasSeveral = binarizer.Text("y_type_")?.StartsWith("multilabel", StringComparison.Ordinal) ?? false;
        return Classifier(reader, binarizer.Labels("classes_"), hasSeveral ? LinearHead.SeveralLabels : LinearHead.Label,
            takesOneClass: true);
    }

    /// <summary>The scores of a classifier of another family that decides as the linear ones do.</summary>
    internal static LinearForm Scores(EstimatorReader reader, Labels classes, LinearHead head)
    {
        LinearForm form = Form(reader) with { Head = head, Classes = classes };
        int outputs = form.OutputCount;
        return classes.Count == (outputs == 1 ? 2 : outputs) || (outputs == 1 && classes.Count == 1) ? form
            : throw reader.Corrupt("coef_", $"it has {outputs} rows for {classes.Count} classes");
    }

    /// <summary>1.8 dropped the parameter <c>multi_class</c>.</summary>
    private static LinearHead OneVersusRest(EstimatorReader reader) =>
        reader.SavedBy.IsAtLeast(1, 9, otherwise: !reader.Source.TryGetAttribute("multi_class", out _)) ? LinearHead.OneVersusRestOrUniform
            : LinearHead.OneVersusRest;

    private static LinearClassifier Classifier(EstimatorReader reader, LinearHead head) =>
        Classifier(reader, reader.Labels("classes_"), head);

    private static LinearClassifier Classifier(EstimatorReader reader, Labels classes, LinearHead head, bool takesOneClass = false)
    {
        LinearForm form = Form(reader) with { Head = head, Classes = classes, SelectedColumns = SelectedColumns(reader) };
        int outputs = form.OutputCount;
        return classes.Count == (outputs == 1 ? 2 : outputs) || (takesOneClass && outputs == 1 && classes.Count == 1)
            ? new LinearClassifier(reader.Info, form)
            : throw reader.Corrupt("coef_", $"it has {outputs} rows for {classes.Count} classes");
    }

    /// <summary>Until 0.18 <c>transform</c> kept the columns whose coefficients are large enough (<c>_LearntSelectorMixin</c>); null where
    /// the class had none.</summary>
    private static int[]? SelectedColumns(EstimatorReader reader)
    {
        if (reader.SavedBy.IsAtLeast(0, 19) || !Selectors.Contains(reader.ClassName)
            || CsrMatrix.From(reader.ValueOrNone("coef_")) is not null)
        {
            return null;
        }

        NDArray coefficients = reader.NumericArray("coef_");
        int columns = coefficients.Shape[^1];
        double[] values = coefficients.ToDoubles();
        var importances = new double[columns];
        for (int i = 0; i < values.Length; i++)
        {
            importances[i % columns] += Math.Abs(values[i]);
        }

        double threshold = reader.Text("penalty") == "l1" ? 1e-5 : PairwiseSum.Of<double>(importances) / Math.Max(1, columns);
        return [.. Enumerable.Range(0, columns).Where(column => importances[column] >= threshold)];
    }
}
