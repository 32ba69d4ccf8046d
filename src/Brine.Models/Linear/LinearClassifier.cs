using Brine.Arrays;

namespace Brine.Models;

/// <summary>Classifiers that decide by <c>X @ coef_.T + intercept_</c> (scikit-learn's <c>LinearClassifierMixin</c>), with or without
/// probabilities.</summary>
internal class LinearClassifier : Estimator
{
    private readonly LinearForm _form;
    private readonly LinearCoefficients _coefficients;
    private readonly Labels _classes;

    internal LinearClassifier(EstimatorInfo info, LinearForm form)
        : base(info)
    {
        _form = form;
        _coefficients = new LinearCoefficients(form);
        _classes = form.Classes!;
    }

    public override EstimatorForm Form => _form;

    public override Labels? Classes => _classes;

    public override Methods Methods => Methods.DecisionFunction
        | (HasProbabilities ? Methods.Probabilities : Methods.Predict)
        | (_form.SelectedColumns is null ? Methods.None : Methods.Transform);

    public override int? FeatureCount => _coefficients.InputCount;

    private bool HasProbabilities => _form.Head is not (LinearHead.Label or LinearHead.SeveralLabels);

    public override InputContract Inputs(Methods method) => InputContract.FiniteOrSparse;

    private protected override RowKernel? KernelCore(Methods method) => method switch
    {
        Methods.Predict when _classes.Count > 1 && _form.Head != LinearHead.SeveralLabels => new LinearLabelKernel(_coefficients.Layer),
        Methods.DecisionFunction => new LinearKernel(_coefficients.Layer),
        Methods.PredictProba when HasProbabilities => new LinearProbabilityKernel(_coefficients.Layer, _form.Head),
        _ => null,
    };

    private protected override Answer Run(Methods method, Features x, CallOptions options) => method switch
    {
        Methods.Predict => Predict(x),
        Methods.PredictProba => PredictProba(x),
        Methods.DecisionFunction => DecisionFunction(x),
        _ => base.Run(method, x, options),
    };

    private Answer DecisionFunction(Features x) => _coefficients.Decide(x).ToArray(ravel: true);

    private Answer Predict(Features x)
    {
        Scores scores = _coefficients.Decide(x);
        if (_form.Head == LinearHead.SeveralLabels)
        {
            return NDArray.Of(Array.ConvertAll(scores.Values, score => score > 0 ? 1L : 0L), scores.RowCount, scores.Width);
        }

        var indices = new int[scores.RowCount];
        for (int row = 0; row < indices.Length; row++)
        {
            indices[row] = LinearProbability.Label(scores.Row(row));
            if (indices[row] >= _classes.Count)
            {
                throw new ModelInputException("InputCategory",
                    $"row {RowNumbers.Of(row)} has a score above zero, which is that of a second class, and {ClassName} was "
                        + "trained on one");
            }
        }

        return _classes.Take(indices);
    }

    private Answer PredictProba(Features x)
    {
        int width = _classes.Count;
        if (x is Matrix matrix && !_coefficients.IsSingleFor(matrix))
        {
            return NDArray.Of(new LinearProbabilityKernel(_coefficients.Layer, _form.Head).RunAll(matrix), matrix.RowCount, width);
        }

        Scores scores = _coefficients.Decide(x);
        if (scores.IsSingle)
        {
            return PredictSingles(scores, width);
        }

        var probabilities = new double[scores.RowCount * width];
        LinearProbability.Write<double>(_form.Head, scores.Values, scores.Width, probabilities);
        return NDArray.Of(probabilities, scores.RowCount, width);
    }

    private protected override Features TransformCore(Features x) => x.SelectColumns(_form.SelectedColumns!);

    private NDArray PredictSingles(Scores scores, int width)
    {
        float[] values = Array.ConvertAll(scores.Values, value => (float)value);
        var probabilities = new float[scores.RowCount * width];
        LinearProbability.Write<float>(_form.Head, values, scores.Width, probabilities);
        return NDArray.Of(probabilities, scores.RowCount, width);
    }
}
