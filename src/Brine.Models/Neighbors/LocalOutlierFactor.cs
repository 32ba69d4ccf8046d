using System.Numerics;
using Brine.Arrays;

namespace Brine.Models;

/// <summary>LocalOutlierFactor: rows around which the training rows lie sparser than around their neighbors are outliers.</summary>
internal sealed class LocalOutlierFactor : Estimator
{
    private const Methods Near = Methods.KNeighbors | Methods.KNeighborsGraph;

    private readonly OutlierFactorForm _form;
    private readonly NeighborModel _model;
    private readonly InputContract _inputs;
    private readonly double[] _densities;
    private readonly double[] _reaches;

    internal LocalOutlierFactor(EstimatorInfo info, OutlierFactorForm form, InputContract inputs)
        : base(info)
    {
        (_form, _inputs) = (form, inputs);
        _model = new NeighborModel(form.Neighbors);
        _densities = [.. form.Densities];
        _reaches = [.. form.Reaches];
    }

    public override EstimatorForm Form => _form;

    public override Methods Methods =>
        Near | (_form.ScoresNewRows ? Methods.Predict | Methods.DecisionFunction | Methods.ScoreSamples : Methods.None);

    public override int? FeatureCount => _model.Search.Dimension;

    public override InputContract Inputs(Methods method) => _inputs;

    /// <summary>All but those that look for neighbors make an array of the rows first, and so know no names of columns.</summary>
    private protected override Features Admit(Methods method, Features x)
    {
        if ((method & Near) != Methods.None)
        {
            return base.Admit(method, x);
        }

        x = InputCheck.Apply(this, _inputs, x);
        CheckColumns(x);
        return x;
    }

    private protected override RowKernel? KernelCore(Methods method) =>
        _form.ScoresNewRows && method is Methods.Predict or Methods.DecisionFunction or Methods.ScoreSamples
            && !_model.Search.Training.IsSingle && !_model.Search.Training.IsSparse
            ? new ScoreKernel(this, method)
            : null;

    private protected override Answer Run(Methods method, Features x, CallOptions options)
    {
        if ((method & Near) != Methods.None)
        {
            return _model.Answer(method, x, ClassName, options);
        }

        bool isSingle = _form.KeepsSingles && AskedRows.Of(x).IsSingle;
        FoundNeighbors found = _model.WithCount(_form.ScoredNeighborCount).Find(x, ClassName, tellsOrder: true);
        int count = _form.ScoredNeighborCount;
        bool givesSingles = (isSingle || found.IsSingle) && _form.IsSingle;
        var scores = new double[x.RowCount];
        var terms = new double[count];
        float[] singles = new float[count];
        for (int row = 0; row < scores.Length; row++)
        {
            Span<double> distances = found.Distances.AsSpan(row * count, count);
            ReadOnlySpan<int> indices = found.Indices.AsSpan(row * count, count);
            if (givesSingles)
            {
                scores[row] = Score<float>(distances, indices, singles);
                continue;
            }

            for (int i = 0; i < count && isSingle; i++)
            {
                distances[i] = (float)distances[i];
            }

            scores[row] = Score<double>(distances, indices, terms);
        }

        double offset = method == Methods.ScoreSamples ? 0 : givesSingles ? (float)_form.Offset : _form.Offset;
        for (int row = 0; row < scores.Length; row++)
        {
            scores[row] = givesSingles ? (float)(scores[row] - offset) : scores[row] - offset;
        }

        return method == Methods.Predict
            ? NDArray.Of(Array.ConvertAll(scores, score => score < 0 ? -1L : 1L))
            : NumpyPrecision.ToArray(scores, givesSingles, scores.Length);
    }

    /// <summary><c>score_samples</c> of one row, of its neighbors.</summary>
    private double Score<T>(ReadOnlySpan<double> distances, ReadOnlySpan<int> indices, Span<T> terms)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var count = T.CreateChecked(terms.Length);
        for (int i = 0; i < terms.Length; i++)
        {
            terms[i] = T.CreateTruncating(Math.Max(distances[i], _reaches[indices[i]]));
        }

        T density = T.One / ((PairwiseSum.Of<T>(terms) / count) + T.CreateTruncating(1e-10));
        for (int i = 0; i < terms.Length; i++)
        {
            terms[i] = T.CreateTruncating(_densities[indices[i]]) / density;
        }

        return double.CreateTruncating(-(PairwiseSum.Of<T>(terms) / count));
    }

    /// <summary>The score of one row.</summary>
    private sealed class ScoreKernel(LocalOutlierFactor owner, Methods method) : RowKernel
    {
        private readonly NeighborModel _model = owner._model.WithCount(owner._form.ScoredNeighborCount);

        public override int InputCount => _model.Search.Dimension;

        public override int OutputCount => 1;

        internal override void RunCore(ReadOnlySpan<double> row, Span<double> output)
        {
            const int MaxStack = 128;
            int count = _model.NeighborCount;
            Span<double> distances = count <= MaxStack ? stackalloc double[count] : new double[count];
            Span<double> terms = count <= MaxStack ? stackalloc double[count] : new double[count];
            Span<int> indices = count <= MaxStack ? stackalloc int[count] : new int[count];
            _model.Search.Find(row, distances, indices);
            double score = owner.Score(distances, indices, terms);
            output[0] = method == Methods.ScoreSamples ? score
                : method == Methods.DecisionFunction ? score - owner._form.Offset : score - owner._form.Offset < 0 ? -1 : 1;
        }
    }
}
