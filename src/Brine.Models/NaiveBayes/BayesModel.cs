using Brine.Arrays;

namespace Brine.Models;

/// <summary>What the naive Bayes classifiers share: the joint log likelihood decides, and is normalised by its log-sum-exp.</summary>
internal abstract class BayesModel : Estimator
{
    private protected BayesModel(EstimatorReader reader)
        : base(reader) => Classes = reader.Labels("classes_");

    public override Labels Classes { get; }

    public override Methods Methods => Methods.Probabilities;

    private protected abstract Decisions JointLogLikelihood(Features x);

    private protected override Answer Predict(Features x) => Classes.TakeLargest(JointLogLikelihood(x).Values);

    private protected override Answer PredictProba(Features x) => Normalized(x, takeExp: true);

    private protected override Answer PredictLogProba(Features x) => Normalized(x, takeExp: false);

    /// <summary>Turns the joint log likelihood of one row into log probabilities, in place.</summary>
    internal static void Normalize(Span<double> row, bool takeExp)
    {
        double total = Probability.LogSumExp(row);
        for (int k = 0; k < row.Length; k++)
        {
            row[k] = takeExp ? Math.Exp(row[k] - total) : row[k] - total;
        }
    }

    private NDArray Normalized(Features x, bool takeExp)
    {
        Decisions joint = JointLogLikelihood(x);
        for (int row = 0; row < joint.RowCount; row++)
        {
            Normalize(joint.Row(row), takeExp);
        }

        return joint.ToArray(flattenOne: false);
    }
}
