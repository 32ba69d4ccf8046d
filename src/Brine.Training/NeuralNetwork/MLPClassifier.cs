namespace Brine.Training;

/// <summary>A network that tells classes apart: scikit-learn's <c>MLPClassifier</c>.</summary>
public sealed class MLPClassifier : NetworkTrainer, IPartialTrainer
{
    /// <inheritdoc/>
    public override string PythonName => "MLPClassifier";

    private protected override string Loss => "log_loss";

    private protected override void Learn(FitCall call, AttributeWriter attributes)
    {
        ClassCodes classes = ClassCodes.Of(call.Needed(PythonName), PythonName, minimum: 2);
        DenseRows x = call.Doubles(PythonName);
        SetClasses(attributes, classes);
        Learn(call, attributes, x, DataOf(x, classes), OutputOf(classes), classes);
    }

    void IPartialTrainer.Continue(PartialCall call, AttributeWriter attributes)
    {
        ClassCodes classes = call.Codes(PythonName, minimum: 2);
        DenseRows x = call.Checked(call.Fit.Doubles(PythonName), PythonName);
        if (call.Before is null)
        {
            SetClasses(attributes, classes);
        }

        Continue(call, attributes, x, DataOf(x, classes), OutputOf(classes));
    }

    private static string OutputOf(ClassCodes classes) => classes.Count == 2 ? "logistic" : "softmax";

    private static NetworkData DataOf(DenseRows x, ClassCodes classes)
    {
        bool isPair = classes.Count == 2;
        int outputs = isPair ? 1 : classes.Count;
        var targets = new double[x.RowCount * outputs];
        for (int row = 0; row < x.RowCount; row++)
        {
            int code = classes.Codes[row];
            targets[isPair ? row : (row * outputs) + code] = isPair ? code : 1;
        }

        return new NetworkData(x.Values, targets, x.ColumnCount, outputs);
    }

    private static void SetClasses(AttributeWriter attributes, ClassCodes classes)
    {
        // Python's unique_labels makes an array of them anew.
        NDArray labels = classes.IsOfTexts ? NDArray.OfText(classes.Names) : classes.Classes;
        PyValue written = attributes.Context.Array(labels);
        attributes.Set("classes_", written).Set("_label_binarizer",
            new AttributeWriter(attributes.Context, "sklearn.preprocessing._label", "LabelBinarizer").Set("neg_label", 0)
                .Set("pos_label", 1).Set("sparse_output", false).Set("y_type_", classes.Count == 2 ? "binary" : "multiclass")
                .Set("sparse_input_", false).Set("classes_", written).Build());
    }
}
