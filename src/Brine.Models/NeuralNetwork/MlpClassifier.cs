using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>MLPClassifier: probabilities of the last layer, labels through <c>_label_binarizer</c>: of one class (which every row has), two, several, or several labels a row.</summary>
internal sealed class NetworkClassifier : Estimator
{
    private readonly Network _network;
    private readonly Labels _classes;
    private readonly bool _isMultilabel;

    internal NetworkClassifier(EstimatorReader reader)
        : base(reader)
    {
        _network = new Network(reader);
        PyObject binarizer = reader.Value("_label_binarizer", "label_binarizer_").As<PyObject>() ?? throw reader.Missing("_label_binarizer");
        var binarizerReader = new EstimatorReader(binarizer, reader.Path + "._label_binarizer");
        _classes = reader.Has("classes_") ? reader.Labels("classes_") : binarizerReader.Labels("classes_");
        _isMultilabel = binarizerReader.Text("y_type_")?.StartsWith("multilabel", StringComparison.Ordinal) ?? false;
        int outputs = _network.OutputCount;
        if (!_isMultilabel && _classes.Count != (outputs == 1 ? 2 : outputs) && !(outputs == 1 && _classes.Count == 1))
        {
            throw reader.Corrupt("coefs_", $"the last layer has {outputs} outputs for {_classes.Count} classes");
        }
    }

    public override Labels? Classes => _classes;

    public override Methods Methods => Methods.Probabilities;

    public override int? FeatureCount => _network.InputCount;

    public override InputContract Inputs(Methods method) => InputContract.FiniteOrSparse;

    private protected override RowKernel? KernelCore(Methods method) => method switch
    {
        Methods.Predict when !_isMultilabel && _classes.Count > 1 => new NetworkKernel(_network, NetworkAnswer.Label),
        Methods.PredictProba => new NetworkKernel(_network, _network.OutputCount == 1 ? NetworkAnswer.TwoProbabilities : NetworkAnswer.Outputs),
        _ => null,
    };

    /// <summary>Of one output: above one half; of several: the largest.</summary>
    internal static int Label(ReadOnlySpan<double> values) => values.Length == 1 ? (values[0] > 0.5 ? 1 : 0) : Labels.LargestIndex(values);

    private protected override Answer Run(Methods method, Features x, CallOptions options) => method switch
    {
        Methods.Predict => Predict(x),
        Methods.PredictProba => PredictProba(x),
        _ => base.Run(method, x, options),
    };

    private Answer Predict(Features x)
    {
        Scores scores = _network.Run(x);
        if (_isMultilabel)
        {
            return NDArray.Of(Array.ConvertAll(scores.Values, value => value > 0.5 ? 1L : 0L), scores.RowCount, scores.Width);
        }

        var indices = new int[scores.RowCount];
        for (int row = 0; row < indices.Length; row++)
        {
            indices[row] = _classes.Count == 1 ? 0 : Label(scores.Row(row));
        }

        return _classes.Take(indices);
    }

    private Answer PredictProba(Features x)
    {
        Scores scores = _network.Run(x);
        if (scores.Width > 1)
        {
            return scores.ToArray(ravel: false);
        }

        var pairs = new double[2 * scores.RowCount];
        for (int row = 0; row < scores.RowCount; row++)
        {
            double probability = scores.Values[row];
            pairs[2 * row] = scores.IsSingle ? 1 - (float)probability : 1 - probability;
            pairs[(2 * row) + 1] = probability;
        }

        return new Scores(pairs, 2, scores.IsSingle).ToArray(ravel: false);
    }
}
