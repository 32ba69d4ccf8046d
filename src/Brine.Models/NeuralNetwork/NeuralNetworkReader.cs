using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>Reads multi-layer perceptrons and the Boltzmann machine.</summary>
internal static class NeuralNetworkReader
{
    /// <summary>MLPClassifier, whose kind of labels <c>_label_binarizer</c> says.</summary>
    internal static MlpClassifier Classifier(EstimatorReader reader)
    {
        LayersForm form = Layers(reader);
        PyObject binarizer = reader.Value("_label_binarizer", "label_binarizer_").As<PyObject>()
            ?? throw reader.Missing("_label_binarizer");
        var binarizerReader = new EstimatorReader(binarizer, reader.Path + "._label_binarizer");
        Labels classes = reader.Has("classes_") ? reader.Labels("classes_") : binarizerReader.Labels("classes_");
        bool hasSeveralLabels = binarizerReader.Text("y_type_")?.StartsWith("multilabel", StringComparison.Ordinal) ?? false;
        int outputs = form.Weights[^1].Shape[1];
        return !hasSeveralLabels && classes.Count != (outputs == 1 ? 2 : outputs) && !(outputs == 1 && classes.Count == 1)
            ? throw reader.Corrupt("coefs_", $"the last layer has {outputs} outputs for {classes.Count} classes")
            : new(reader.Info, form with { Classes = classes, HasSeveralLabels = hasSeveralLabels }, InputContract.FiniteOrSparse);
    }

    /// <summary>MLPRegressor.</summary>
    internal static MlpRegressor Regressor(EstimatorReader reader) => new(reader.Info, Layers(reader), InputContract.FiniteOrSparse);

    /// <summary>BernoulliRBM.</summary>
    internal static BernoulliRbm Boltzmann(EstimatorReader reader)
    {
        NDArray components = reader.NumericArray("components_");
        if (components.Rank != 2 || components.Shape[0] == 0)
        {
            throw reader.Corrupt("components_", "it is no matrix");
        }

        double[] hidden = reader.Numbers(components.Shape[0], "intercept_hidden_"),
            visible = reader.Numbers(components.Shape[1], "intercept_visible_");
        return new(reader.Info, new BoltzmannForm(components, hidden, visible)
        {
            Seed = reader.ValueOrNone("random_state").TryGetInt64(out long seed) && seed is >= 0 and <= uint.MaxValue ? (uint)seed : null,
            Generator = RandomStateReader.Read(reader.ValueOrNone("random_state_")),
            AddsLogs = reader.SavedBy.IsAtLeast(1, 3),
        }, InputContract.FiniteOrSparse);
    }

    private static LayersForm Layers(EstimatorReader reader)
    {
        NDArray[] weights = reader.NumericArrays("coefs_"), intercepts = reader.NumericArrays("intercepts_");
        if (weights.Length == 0 || weights.Length != intercepts.Length)
        {
            throw reader.Corrupt("coefs_", $"there are {weights.Length} layers of weights and {intercepts.Length} of intercepts");
        }

        for (int i = 0; i < weights.Length; i++)
        {
            NDArray matrix = weights[i];
            if (matrix.Rank != 2 || intercepts[i].Length != matrix.Shape[1] || matrix.Shape[1] == 0
                || (i > 0 && matrix.Shape[0] != weights[i - 1].Shape[1]))
            {
                throw reader.Corrupt("coefs_", $"layer {i} does not fit the layer before it, or its intercepts");
            }
        }

        return new LayersForm(weights, intercepts)
            { Hidden = Activation(reader, "activation"), Output = Activation(reader, "out_activation_") };
    }

    private static ActivationKind Activation(EstimatorReader reader, string attribute) => reader.Text(attribute) switch
    {
        "identity" => ActivationKind.Identity,
        "relu" => ActivationKind.Relu,
        "logistic" => ActivationKind.Logistic,
        "tanh" => ActivationKind.Tanh,
        "softmax" => ActivationKind.Softmax,
        "exp" => ActivationKind.Exp,
        null => throw reader.Missing(attribute),
        var other => throw reader.Unsupported($"{attribute}='{other}'"),
    };
}
