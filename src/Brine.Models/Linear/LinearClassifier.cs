using Brine.Arrays;

namespace Brine.Models;

/// <summary>Classifiers that decide by <c>X @ coef_.T + intercept_</c> (scikit-learn's <c>LinearClassifierMixin</c>), with or without probabilities.</summary>
internal class LinearClassifier : Estimator
{
    private readonly LinearCoefficients _coefficients;
    private readonly Labels _classes;
    private readonly ProbabilityForm _form;
    private readonly int[]? _selected;

    internal LinearClassifier(EstimatorReader reader, ProbabilityForm form = ProbabilityForm.None)
        : this(reader, reader.Labels("classes_"), form)
    {
    }

    private protected LinearClassifier(EstimatorReader reader, Labels classes, ProbabilityForm form, bool takesOneClass = false)
        : base(reader)
    {
        _coefficients = new LinearCoefficients(reader);
        _classes = classes;
        _form = form;
        _selected = CoefficientSelection.Read(reader);
        int outputs = _coefficients.OutputCount;
        if (classes.Count != (outputs == 1 ? 2 : outputs) && !(takesOneClass && outputs == 1 && classes.Count == 1))
        {
            throw reader.Corrupt("coef_", $"it has {outputs} rows for {classes.Count} classes");
        }
    }

    public override Labels? Classes => _classes;

    public override Methods Methods => Methods.DecisionFunction
        | (_form == ProbabilityForm.None ? Methods.Predict : Methods.Probabilities)
        | (_selected is null ? Methods.None : Methods.Transform);

    public override int? FeatureCount => _coefficients.InputCount;

    private protected LinearCoefficients Coefficients => _coefficients;

    public override InputContract Inputs(Methods method) => InputContract.FiniteOrSparse;

    private protected override RowKernel? KernelCore(Methods method) => method switch
    {
        Methods.Predict when _classes.Count > 1 => new LinearLabelKernel(_coefficients.Layer),
        Methods.DecisionFunction => new LinearKernel(_coefficients.Layer),
        Methods.PredictProba when _form != ProbabilityForm.None => new LinearProbabilityKernel(_coefficients.Layer, _form),
        _ => null,
    };

    private protected override Answer DecisionFunction(Features x) => _coefficients.Decide(x).ToArray(ravel: true);

    private protected override Answer Predict(Features x)
    {
        Scores scores = _coefficients.Decide(x);
        var indices = new int[scores.RowCount];
        for (int row = 0; row < indices.Length; row++)
        {
            indices[row] = LinearProbability.Label(scores.Row(row));
            if (indices[row] >= _classes.Count)
            {
                throw new ModelInputException("InputCategory", $"row {row} has a score above zero, which is that of a second class, and {ClassName} was trained on one");
            }
        }

        return _classes.Take(indices);
    }

    private protected override Answer PredictProba(Features x)
    {
        int width = _classes.Count;
        if (x is Matrix { IsSingle: false } matrix)
        {
            return NDArray.Of(new LinearProbabilityKernel(_coefficients.Layer, _form).RunAll(matrix), matrix.RowCount, width);
        }

        Scores scores = _coefficients.Decide(x);
        if (scores.IsSingle)
        {
            return PredictSingles(scores, width);
        }

        var probabilities = new double[scores.RowCount * width];
        LinearProbability.Write<double>(_form, scores.Values, scores.Width, probabilities);
        return NDArray.Of(probabilities, scores.RowCount, width);
    }

    private protected override Features TransformCore(Features x) => x.SelectColumns(_selected!);

    private NDArray PredictSingles(Scores scores, int width)
    {
        float[] values = Array.ConvertAll(scores.Values, value => (float)value);
        var probabilities = new float[scores.RowCount * width];
        LinearProbability.Write<float>(_form, values, scores.Width, probabilities);
        return NDArray.Of(probabilities, scores.RowCount, width);
    }
}
