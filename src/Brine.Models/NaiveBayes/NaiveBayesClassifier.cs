using Brine.Arrays;

namespace Brine.Models;

/// <summary>
/// scikit-learn's <c>_BaseNB</c>: a model gives the joint log likelihood of each class; the label is its argmax, the log probability is it
/// less its <c>logsumexp</c>.
/// </summary>
internal abstract class NaiveBayesClassifier : Estimator
{
    private readonly NaiveBayesForm _form;
    private readonly InputContract _inputs;

    private protected NaiveBayesClassifier(EstimatorInfo info, NaiveBayesForm form, InputContract inputs)
        : base(info)
    {
        _form = form;
        _inputs = inputs;
        Classes = form.Classes;
    }

    public override EstimatorForm Form => _form;

    public override Methods Methods => Methods.Probabilities | Methods.PredictJointLogProba;

    public override Labels Classes { get; }

    public override InputContract Inputs(Methods method) => _inputs;

    /// <summary>True where numpy holds the likelihoods row by row, false where class by class; it decides the order of sums over
    /// classes.</summary>
    private protected virtual bool IsRowMajor => true;

    /// <summary>The joint log likelihoods, row by row.</summary>
    private protected virtual double[] JointLogLikelihoods(Features x)
    {
        Action<ReadOnlySpan<double>, Span<double>> likelihood = RowLikelihood
            ?? throw new InvalidOperationException($"{ClassName} has neither a form for one row nor one for all");
        Matrix matrix = x.ToMatrix();
        int classes = Classes.Count;
        var values = new double[matrix.RowCount * classes];
        int row = 0;
        try
        {
            for (; row < matrix.RowCount; row++)
            {
                likelihood(matrix.Row(row), values.AsSpan(row * classes, classes));
            }
        }
        catch (ModelInputException error)
        {
            throw InputCheck.InRow(error, row);
        }

        return values;
    }

    /// <summary>The same of one row of numbers; null where there is no such form.</summary>
    private protected virtual Action<ReadOnlySpan<double>, Span<double>>? RowLikelihood => null;

    /// <summary>True where a likelihood of a row is not finite whenever a value of the row is not.</summary>
    internal virtual bool CarriesNonFinite => false;

    private protected override RowKernel? KernelCore(Methods method) =>
        method is Methods.Predict or Methods.PredictProba && FeatureCount is { } count && RowLikelihood is { } likelihood
        ? new NaiveBayesKernel(this, count, likelihood, method == Methods.Predict)
        : null;

    internal int ClassCount => Classes.Count;

    /// <summary>Turns the likelihoods of one row into probabilities or their logs, in place.</summary>
    internal void Normalize(Span<double> row, Span<double> scratch, bool exponentiate)
    {
        double total = _form.SplitsLogSumExp ? LogSumExp.Split(row, scratch, IsRowMajor) : LogSumExp.Simple(row, scratch, IsRowMajor);
        for (int k = 0; k < row.Length; k++)
        {
            row[k] = exponentiate ? Exponential.Of(row[k] - total) : row[k] - total;
        }
    }

    private protected override Answer Run(Methods method, Features x, CallOptions options) => method switch
    {
        Methods.Predict => Predict(x),
        Methods.PredictProba => PredictProba(x),
        Methods.PredictLogProba => PredictLogProba(x),
        Methods.PredictJointLogProba => Joint(x),
        _ => base.Run(method, x, options),
    };

    /// <summary>The joint log likelihoods as Python gives them.</summary>
    private protected virtual NDArray Joint(Features x) => NDArray.Of(JointLogLikelihoods(x), x.RowCount, Classes.Count);

    private Answer Predict(Features x) => Classes.TakeLargest(JointLogLikelihoods(x));

    private Answer PredictProba(Features x) => Normalized(x, exponentiate: true);

    private Answer PredictLogProba(Features x) => Normalized(x, exponentiate: false);

    /// <summary>Probabilities or their logs.</summary>
    private protected virtual NDArray Normalized(Features x, bool exponentiate)
    {
        double[] values = JointLogLikelihoods(x);
        int width = Classes.Count;
        var scratch = new double[width];
        for (int at = 0; at < values.Length; at += width)
        {
            Normalize(values.AsSpan(at, width), scratch, exponentiate);
        }

        return NDArray.Of(values, x.RowCount, width);
    }
}
