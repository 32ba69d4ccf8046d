namespace Brine.Models;

/// <summary>OutputCodeClassifier: the class whose code is nearest to the scores of the members.</summary>
internal sealed class OutputCodeClassifier : CombinedEstimator
{
    private readonly MulticlassForm _form;
    private readonly Member[] _scores;
    private readonly double[] _codes;
    private readonly double[] _norms;

    internal OutputCodeClassifier(EstimatorInfo info, MulticlassForm form)
        : base(info, null)
    {
        _form = form;
        _scores = [.. form.Members.Select(member => BinaryScores.Of(member))];
        _codes = [.. form.Codes];
        _norms = [.. form.Classes.Names.Select((_, k) => NumpyReductions.SquaredNorm(_codes.AsSpan(k * _scores.Length, _scores.Length)))];
    }

    public override EstimatorForm Form => _form;

    public override Methods Methods => Methods.Predict;

    public override Labels? Classes => _form.Classes;

    private protected override Combination? CombinationOf(Methods method) =>
        method == Methods.Predict ? new Combination(_scores, 1, Nearest) : null;

    private protected override Answer Run(Methods method, Features x, CallOptions options) =>
        method == Methods.Predict ? _form.Classes.Take(Array.ConvertAll(Combine(method, x, options), index => (int)index))
            : base.Run(method, x, options);

    /// <summary><c>euclidean_distances(...).argmin(axis=1)</c></summary>
    private void Nearest(ReadOnlySpan<double> values, Span<double> output)
    {
        int bits = _scores.Length;
        Span<double> scores = bits <= 256 ? stackalloc double[bits] : new double[bits];
        BinaryScores.Gather(_scores, values, scores);
        FiniteScore.Require(scores, "OutputCodeClassifier");
        double norm = NumpyReductions.SquaredNorm(scores), smallest = double.PositiveInfinity;
        int best = 0;
        for (int k = 0; k < _norms.Length; k++)
        {
            double dot = 0;
            for (int bit = 0; bit < bits; bit++)
            {
                dot += scores[bit] * _codes[(k * bits) + bit];
            }

            double distance = Math.Sqrt(Math.Max((-2 * dot) + norm + _norms[k], 0));
            if (distance < smallest)
            {
                (smallest, best) = (distance, k);
            }
        }

        output[0] = best;
    }
}
