using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>SVC and NuSVC.</summary>
internal sealed class SupportVectorClassifier : Estimator
{
    private readonly PairwiseDecisions _decisions;
    private readonly PlattScaling? _probabilities;
    private readonly bool _isOneVersusRest;
    private readonly bool _breaksTies;

    internal SupportVectorClassifier(EstimatorReader reader)
        : base(reader)
    {
        Classes = reader.Labels("classes_");
        _decisions = new PairwiseDecisions(reader, Classes.Count);
        double[] slopes = Probabilities(reader, "_probA", "probA_"), offsets = Probabilities(reader, "_probB", "probB_");
        if (slopes.Length > 0)
        {
            _probabilities = slopes.Length == _decisions.PairCount && offsets.Length == slopes.Length
                ? new PlattScaling(slopes, offsets, Classes.Count)
                : throw new PickleFormatException("FormatModel", $"the probability parameters of {reader.ClassName} at {reader.Path} do not fit its classes; the file is corrupt");
        }

        // Before 0.17 there was no choice, and None meant one-versus-one with a warning until 0.19.
        _isOneVersusRest = Classes.Count > 2 && reader.Text("decision_function_shape") is "ovr";
        _breaksTies = _isOneVersusRest && reader.Flag("break_ties", fallback: false);
    }

    public override Labels Classes { get; }

    public override Methods Methods => Methods.Predict | Methods.DecisionFunction | (_probabilities is null ? Methods.None : Methods.Probabilities);

    public override int? FeatureCount => _decisions.Features;

    public override RowKernel? Kernel(Methods method) => method == Methods.Predict ? new VoteKernel(_decisions, _breaksTies) : null;

    private protected override Answer Predict(Features x) => Classes.Take(Array.ConvertAll(new VoteKernel(_decisions, _breaksTies).RunAll(x.ToMatrix()), index => (int)index));

    private protected override Answer DecisionFunction(Features x)
    {
        Matrix matrix = x.ToMatrix();
        int columns = _isOneVersusRest ? Classes.Count : _decisions.PairCount;
        var result = new Decisions(new double[matrix.RowCount * columns], columns, IsSingle: false);
        var pairs = new double[_decisions.PairCount];
        for (int row = 0; row < matrix.RowCount; row++)
        {
            _decisions.Run(matrix.Row(row), pairs);
            Span<double> output = result.Row(row);
            if (_isOneVersusRest)
            {
                _decisions.OneVersusRest(pairs, output);
                continue;
            }

            pairs.CopyTo(output);
            if (Classes.Count == 2)
            {
                output[0] = -pairs[0];
            }
        }

        return result.ToArray(flattenOne: true);
    }

    private protected override Answer PredictProba(Features x)
    {
        Matrix matrix = x.ToMatrix();
        var result = new Decisions(new double[matrix.RowCount * Classes.Count], Classes.Count, IsSingle: false);
        var pairs = new double[_decisions.PairCount];
        for (int row = 0; row < matrix.RowCount; row++)
        {
            _decisions.Run(matrix.Row(row), pairs);
            _probabilities!.Run(pairs, result.Row(row));
        }

        return result.ToArray(flattenOne: false);
    }

    private static double[] Probabilities(EstimatorReader reader, string name, string older) =>
        reader.TryArray(name, out NDArray? array) || reader.TryArray(older, out array) ? array!.ToDoubles() : [];
}
