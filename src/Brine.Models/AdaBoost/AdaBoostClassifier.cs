using Brine.Arrays;

namespace Brine.Models;

/// <summary>AdaBoostClassifier, with both of its algorithms.</summary>
internal sealed class AdaBoostClassifier : CombinedEstimator
{
    private readonly AdaBoostForm _form;
    private readonly Member[] _members;
    private readonly AdaBoostScores _scores;
    private readonly Labels _classes;

    /// <summary>Makes the estimator.</summary>
    /// <param name="info">Class, parameters, version.</param>
    /// <param name="form">Members, weights, rule.</param>
    /// <param name="indices">For each class of each member its index among the classes of the ensemble, where members vote.</param>
    /// <param name="inputs">What rows may hold.</param>
    internal AdaBoostClassifier(EstimatorInfo info, AdaBoostForm form, double[][] indices, InputContract inputs)
        : base(info, inputs)
    {
        _form = form;
        _classes = form.Classes!;
        _scores = new AdaBoostScores(form);
        _members = [.. form.Members.Select((member, i) => form.Rule == AdaBoostRule.Probabilities
            ? new Member(member, Methods.PredictProba, _classes.Count)
            : new Member(member, Methods.Predict, 1, labels: indices[i]))];
    }

    public override EstimatorForm Form => _form;

    public override Methods Methods =>
        Methods.Probabilities | Methods.DecisionFunction | Methods.StagedPredict | Methods.StagedPredictProba
            | Methods.StagedDecisionFunction;

    public override Labels? Classes => _classes;

    /// <summary>Until 0.21 the probabilities of SAMME were the weighted ones of the members.</summary>
    private bool AsksForProbabilities => _form.HasOldProbabilities && _form.Rule != AdaBoostRule.Probabilities;

    private protected override Combination? CombinationOf(Methods method) => method switch
    {
        Methods.DecisionFunction => new Combination(_members, Member.ScoreCount(_classes), _scores.Decide),
        Methods.Predict => new Combination(_members, 1, _scores.Pick),
        Methods.PredictProba when AsksForProbabilities =>
            new Combination([.. _form.Members.Select(member => new Member(member, Methods.PredictProba, _classes.Count))], _classes.Count,
                _scores.WeighProbabilities),
        Methods.PredictProba => new Combination(_members, _classes.Count, _scores.ToProbabilities),
        _ => null,
    };

    /// <summary>The probability of a single class is 1 of any row.</summary>
    private protected override Features Admit(Methods method, Features x) =>
        _classes.Count == 1 && (method is Methods.PredictProba or Methods.PredictLogProba) ? x : base.Admit(method, x);

    private protected override Answer Run(Methods method, Features x, CallOptions options)
    {
        int count = _classes.Count;
        if (count == 1 && method == Methods.PredictProba)
        {
            var ones = new double[x.RowCount];
            Array.Fill(ones, 1);
            return NDArray.Of(ones, x.RowCount, 1);
        }

        switch (method)
        {
            case Methods.Predict:
                return _classes.Take(Array.ConvertAll(Combine(method, x, options), index => (int)index));
            case Methods.PredictProba:
                return NDArray.Of(Combine(method, x, options), x.RowCount, count);
            case Methods.DecisionFunction:
                return Scores(Combine(method, x, options), x.RowCount);
            case Methods.StagedPredict or Methods.StagedPredictProba or Methods.StagedDecisionFunction:
                return Staged(method, x, options);
            default:
                return base.Run(method, x, options);
        }
    }

    private NDArray Scores(double[] scores, int rows) =>
        _classes.Count == 2 ? NDArray.Of(scores) : NDArray.Of(scores, rows, _classes.Count);

    private Answer Staged(Methods method, Features x, CallOptions options)
    {
        int count = _classes.Count, rows = x.RowCount, width = _members[0].Width;
        var sums = new double[checked(rows * count)];
        var stages = new Answer[_members.Length];
        double norm = 0;
        for (int stage = 0; stage < stages.Length; stage++)
        {
            norm += _form.Weights[stage];
            double[] values = _members[stage].Ask(x, options);
            var scores = new double[rows * Member.ScoreCount(_classes)];
            var indices = new int[rows];
            var probabilities = new double[rows * count];
            for (int row = 0; row < rows; row++)
            {
                Span<double> sum = sums.AsSpan(row * count, count),
                    score = scores.AsSpan(row * Member.ScoreCount(_classes), Member.ScoreCount(_classes));
                _scores.AddMember(stage, values.AsSpan(row * width, width), sum);
                _scores.Finish(sum, norm, score, isStage: true);
                indices[row] = _scores.Class(score);
                _scores.Probabilities(score, probabilities.AsSpan(row * count, count));
            }

            stages[stage] = method == Methods.StagedPredict ? _classes.Take(indices)
                : method == Methods.StagedPredictProba ? NDArray.Of(probabilities, rows, count) : Scores(scores, rows);
        }

        return Answer.Of(stages);
    }
}
