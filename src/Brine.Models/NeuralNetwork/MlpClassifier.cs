using Brine.Arrays;

namespace Brine.Models;

/// <summary>MLPClassifier: probabilities of the last layer, and labels: of one class (which every row has), two, several, or several labels
/// a row.</summary>
internal sealed class MlpClassifier : Estimator
{
    private readonly InputContract _inputs;
    private readonly Network _network;
    private readonly Labels _classes;
    private readonly bool _hasSeveralLabels;

    internal MlpClassifier(EstimatorInfo info, LayersForm form, InputContract inputs)
        : base(info)
    {
        Form = form;
        _inputs = inputs;
        _network = new Network(form);
        _classes = form.Classes!;
        _hasSeveralLabels = form.HasSeveralLabels;
    }

    public override EstimatorForm Form { get; }

    public override Labels? Classes => _classes;

    public override Methods Methods => Methods.Probabilities;

    public override int? FeatureCount => _network.InputCount;

    public override InputContract Inputs(Methods method) => _inputs;

    private protected override RowKernel? KernelCore(Methods method) => method switch
    {
        Methods.Predict when !_hasSeveralLabels && _classes.Count > 1 => new NetworkKernel(_network, NetworkAnswer.Label),
        Methods.PredictProba =>
            new NetworkKernel(_network, _network.OutputCount == 1 ? NetworkAnswer.TwoProbabilities : NetworkAnswer.Outputs),
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
        if (_hasSeveralLabels)
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
