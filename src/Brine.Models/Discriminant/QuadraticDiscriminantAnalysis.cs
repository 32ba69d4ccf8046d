using Brine.Arrays;

namespace Brine.Models;

/// <summary>QuadraticDiscriminantAnalysis: each class is a normal distribution with a covariance of its own.</summary>
internal sealed class QuadraticDiscriminantAnalysis : Estimator
{
    private readonly QuadraticDiscriminantForm _form;
    private readonly QuadraticScores<double> _scores;
    private readonly QuadraticScores<float>? _singleScores;

    internal QuadraticDiscriminantAnalysis(EstimatorInfo info, QuadraticDiscriminantForm form)
        : base(info)
    {
        _form = form;
        _scores = new QuadraticScores<double>(form);
        _singleScores = form.Means.DType.IsSingle() && form.Maps.All(map => map.DType.IsSingle()) ? new QuadraticScores<float>(form) : null;
    }

    public override EstimatorForm Form => _form;

    public override Labels? Classes => _form.Classes;

    public override int? FeatureCount => _scores.FeatureCount;

    public override Methods Methods => Methods.Probabilities | Methods.DecisionFunction;

    public override InputContract Inputs(Methods method) => InputContract.Finite;

    private protected override RowKernel? KernelCore(Methods method) =>
        Methods.HasFlag(method) ? new QuadraticKernel(_scores, method, _form.StartsFromLogarithms) : null;

    private protected override Answer Run(Methods method, Features x, CallOptions options)
    {
        Matrix matrix = x.ToMatrix();
        int classes = _form.Classes.Count, width = QuadraticKernel.Width(method, classes);
        var answers = new double[matrix.RowCount * width];
        var scores = new double[classes];
        float[]? singles = _singleScores is not null && matrix.DType.FitsSingle() ? new float[matrix.ColumnCount] : null;
        for (int row = 0; row < matrix.RowCount; row++)
        {
            ReadOnlySpan<double> numbers = matrix.Row(row);
            if (singles is null)
            {
                _scores.Run(numbers, scores);
            }
            else
            {
                for (int k = 0; k < singles.Length; k++)
                {
                    singles[k] = (float)numbers[k];
                }

                _singleScores!.Run(singles, scores);
            }

            QuadraticKernel.Finish(method, _form.StartsFromLogarithms, scores, answers.AsSpan(row * width, width));
        }

        return method == Methods.Predict ? _form.Classes.Take(Array.ConvertAll(answers, index => (int)index))
            : method == Methods.DecisionFunction && width == 1 ? NDArray.Of(answers)
            : NDArray.Of(answers, matrix.RowCount, width);
    }
}
