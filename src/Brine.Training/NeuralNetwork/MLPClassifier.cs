namespace Brine.Training;

/// <summary>A network that tells classes apart: scikit-learn's <c>MLPClassifier</c>.</summary>
public sealed class MLPClassifier : NetworkTrainer
{
    /// <inheritdoc/>
    public override string PythonName => "MLPClassifier";

    private protected override string Loss => "log_loss";

    private protected override void Learn(FitCall call, AttributeWriter attributes)
    {
        ClassCodes classes = ClassCodes.Of(call.Needed(PythonName), PythonName, minimum: 2);
        DenseRows x = call.Doubles(PythonName);
        bool isPair = classes.Count == 2;
        int outputs = isPair ? 1 : classes.Count;
        var targets = new double[x.RowCount * outputs];
        for (int row = 0; row < x.RowCount; row++)
        {
            int code = classes.Codes[row];
            targets[isPair ? row : (row * outputs) + code] = isPair ? code : 1;
        }

        // Python's unique_labels makes an array of them anew.
        NDArray labels = classes.IsOfTexts ? NDArray.OfText(classes.Names) : classes.Classes;
        PyValue written = call.Context.Array(labels);
        attributes.Set("classes_", written).Set("_label_binarizer",
            new AttributeWriter(call.Context, "sklearn.preprocessing._label", "LabelBinarizer").Set("neg_label", 0).Set("pos_label", 1)
                .Set("sparse_output", false).Set("y_type_", isPair ? "binary" : "multiclass").Set("sparse_input_", false)
                .Set("classes_", written).Build());
        Learn(call, attributes, x, new NetworkData(x.Values, targets, x.ColumnCount, outputs), isPair ? "logistic" : "softmax", classes);
    }
}
