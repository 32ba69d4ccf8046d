using Brine.Arrays;

namespace Brine.Models;

/// <summary>GaussianProcessClassifier.</summary>
internal sealed class GaussianProcessClassifier : Estimator
{
    private readonly ProcessClassifierForm _form;
    private readonly BinaryProcessAnswers[] _processes;
    private readonly Labels _answers;

    internal GaussianProcessClassifier(EstimatorInfo info, ProcessClassifierForm form)
        : base(info)
    {
        _form = form;
        _answers = AnswersOf(form);
        _processes = [.. form.Processes.Select(process => new BinaryProcessAnswers(process))];
    }

    public override EstimatorForm Form => _form;

    public override Labels? Classes => _answers;

    public override int? FeatureCount => _processes[0].Dimension;

    public override Methods Methods => (_form.IsOneVersusOne ? Methods.Predict : Methods.Predict | Methods.PredictProba)
        | (_processes.Length == 1 ? Methods.LatentMeanAndVariance : Methods.None);

    public override InputContract Inputs(Methods method) => InputContract.Finite;

    private protected override RowKernel? KernelCore(Methods method) =>
        method is Methods.Predict or Methods.PredictProba && Methods.HasFlag(method) ? new RowAnswers(this, method) : null;

    private protected override Answer Run(Methods method, Features x, CallOptions options)
    {
        Matrix matrix = x.ToMatrix();
        if (method == Methods.LatentMeanAndVariance)
        {
            return Latent(matrix, options);
        }

        if (method is not (Methods.Predict or Methods.PredictProba))
        {
            return base.Run(method, x, options);
        }

        int width = method == Methods.Predict ? 1 : _form.Classes.Count;
        var answers = new double[checked(matrix.RowCount * width)];
        for (int row = 0; row < matrix.RowCount; row++)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            try
            {
                Answer(method, matrix.Row(row), matrix.DType, answers.AsSpan(row * width, width));
            }
            catch (ModelInputException error)
            {
                throw InputCheck.InRow(error, row);
            }
        }

        return method == Methods.Predict ? _answers.Take(Array.ConvertAll(answers, index => (int)index))
            : NDArray.Of(answers, matrix.RowCount, width);
    }

    private Answer Latent(Matrix matrix, CallOptions options)
    {
        double[] means = new double[matrix.RowCount], variances = new double[means.Length];
        for (int row = 0; row < means.Length; row++)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            (means[row], variances[row]) = _processes[0].Latent(matrix.Row(row), matrix.DType);
        }

        return Models.Answer.Of([Models.Answer.Of(means), Models.Answer.Of(variances)]);
    }

    /// <summary>The labels as <c>predict</c> gives them: <c>np.where</c> between two, and one process for each class, make text of objects;
    /// pairs of classes leave them.</summary>
    private static Labels AnswersOf(ProcessClassifierForm form) =>
        (form.Processes.Count == 1 || !form.IsOneVersusOne) && form.Classes.Values.Objects is { } objects
            && objects.All(label => label.AsString() is not null)
            ? new Labels(NDArray.OfText([.. form.Classes.Names], form.Classes.Count))
            : form.Classes;

    private void Answer(Methods method, ReadOnlySpan<double> row, DType dtype, Span<double> output)
    {
        if (method == Methods.Predict)
        {
            output[0] = _processes.Length == 1 ? (_processes[0].IsSecond(row, dtype) ? 1 : 0)
                : _form.IsOneVersusOne ? Vote(row, dtype) : Likeliest(row, dtype);
            return;
        }

        if (_processes.Length == 1)
        {
            double probability = _processes[0].Probability(row, dtype);
            (output[0], output[1]) = (1 - probability, probability);
            return;
        }

        double sum = 0;
        for (int k = 0; k < _processes.Length; k++)
        {
            output[k] = _processes[k].Probability(row, dtype);
            sum = k == 0 ? output[k] : sum + output[k];
        }

        for (int k = 0; k < output.Length && !(sum == 0 && _form.KeepsZeros); k++)
        {
            output[k] /= sum;
        }
    }

    private int Likeliest(ReadOnlySpan<double> row, DType dtype)
    {
        double best = double.NegativeInfinity;
        int likeliest = 0;
        for (int k = 0; k < _processes.Length; k++)
        {
            double probability = _processes[k].Probability(row, dtype);
            if (probability > best || (probability == best && !_form.TakesFirst))
            {
                (best, likeliest) = (probability, k);
            }
        }

        return likeliest;
    }

    /// <summary>scikit-learn's <c>_ovr_decision_function</c>: votes, and confidences where they tie.</summary>
    private int Vote(ReadOnlySpan<double> row, DType dtype)
    {
        int count = _form.Classes.Count, at = 0;
        double[] votes = new double[count], confidences = new double[count];
        for (int i = 0; i < count; i++)
        {
            for (int j = i + 1; j < count; j++, at++)
            {
                double confidence = _processes[at].Probability(row, dtype);
                confidences[i] -= confidence;
                confidences[j] += confidence;
                votes[_processes[at].IsSecond(row, dtype) ? j : i]++;
            }
        }

        for (int k = 0; k < count; k++)
        {
            votes[k] += confidences[k] / (3 * (Math.Abs(confidences[k]) + 1));
        }

        return Labels.LargestIndex(votes);
    }

    private sealed class RowAnswers(GaussianProcessClassifier owner, Methods method) : RowKernel
    {
        public override int InputCount => owner._processes[0].Dimension;

        public override int OutputCount => method == Methods.Predict ? 1 : owner._form.Classes.Count;

        internal override void RunCore(ReadOnlySpan<double> row, Span<double> output) =>
            owner.Answer(method, row, DType.Float64, output[..OutputCount]);
    }
}
