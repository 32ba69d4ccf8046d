using Brine.Arrays;

namespace Brine.Models;

/// <summary>LogisticRegression, LinearSVC, RidgeClassifier, Perceptron and their kin: decisions are linear, the largest wins.</summary>
internal sealed class LinearClassifier : Estimator
{
    private readonly LinearMap _map;
    private readonly ProbabilityRule _rule;
    private readonly bool _isMultilabel;

    internal LinearClassifier(EstimatorReader reader, ProbabilityRule rule, Labels? labels = null, bool isMultilabel = false)
        : base(reader)
    {
        _map = LinearMap.FromCoefficients(reader);
        _rule = rule;
        _isMultilabel = isMultilabel;
        Classes = labels ?? reader.Labels("classes_");
        int expected = _map.Outputs == 1 ? 2 : _map.Outputs;
        if (!isMultilabel && Classes.Count != expected && !(Classes.Count == 1 && _map.Outputs == 1))
        {
            throw new Pickling.PickleFormatException("FormatModel", $"{reader.ClassName} at {reader.Path} has {Classes.Count} classes and {_map.Outputs} rows of coefficients; the file is corrupt");
        }
    }

    public override Labels Classes { get; }

    public override Methods Methods => Methods.Predict | Methods.DecisionFunction | (_rule == ProbabilityRule.None ? Methods.None : Methods.Probabilities);

    public override int? FeatureCount => _map.Inputs;

    public override RowKernel? Kernel(Methods method) => method switch
    {
        Methods.Predict when !_isMultilabel => new LinearClassKernel(_map),
        Methods.DecisionFunction => new LinearKernel(_map),
        Methods.PredictProba when _rule != ProbabilityRule.None => new LinearProbabilityKernel(_map, _rule),
        _ => null,
    };

    /// <summary>LogisticRegression: which rule <c>multi_class</c> and the solver give; from 1.8 there is no multi_class.</summary>
    internal static LinearClassifier ReadLogistic(EstimatorReader reader)
    {
        string? solver = reader.Text("solver"), multi = reader.Text("multi_class");
        bool isBinary = reader.TryArray("classes_", out NDArray? classes) && classes!.Length <= 2;
        bool oneVersusRest = multi switch
        {
            "ovr" or "warn" => true,
            "multinomial" => false,
            _ => isBinary || solver is "liblinear" || (solver is "newton-cholesky" && reader.SavedBy < new Version(1, 6)),
        };
        bool before = multi is null && !reader.Source.TryGetAttribute("multi_class", out _) && reader.SavedBy is null;
        return new LinearClassifier(reader, oneVersusRest || before ? ProbabilityRule.OneVersusRest : ProbabilityRule.Softmax);
    }

    /// <summary>RidgeClassifier keeps its classes in a LabelBinarizer.</summary>
    internal static LinearClassifier ReadRidge(EstimatorReader reader)
    {
        if (reader.ValueOrNone("_label_binarizer").As<Pickling.PyObject>() is not { } binarizer)
        {
            return new LinearClassifier(reader, ProbabilityRule.None);
        }

        var inner = new EstimatorReader(binarizer, reader.Path + "._label_binarizer");
        bool isMultilabel = inner.Text("y_type_")?.StartsWith("multilabel", StringComparison.Ordinal) ?? false;
        return new LinearClassifier(reader, ProbabilityRule.None, inner.Labels("classes_"), isMultilabel);
    }

    internal static void ToProbabilities(ProbabilityRule rule, ReadOnlySpan<double> decisions, Span<double> output)
    {
        if (rule == ProbabilityRule.Softmax)
        {
            if (decisions.Length == 1)
            {
                output[1] = decisions[0];
                output[0] = -decisions[0];
            }
            else
            {
                decisions.CopyTo(output);
            }

            Probability.Softmax(output);
            return;
        }

        if (decisions.Length == 1)
        {
            double positive = Probability.Expit(decisions[0]);
            output[0] = 1 - positive;
            output[1] = positive;
            return;
        }

        for (int k = 0; k < decisions.Length; k++)
        {
            output[k] = Probability.Expit(decisions[k]);
        }

        Probability.Normalize(output);
    }

    private protected override Answer DecisionFunction(Features x) => _map.RunAll(x).ToArray(flattenOne: true);

    private protected override Answer Predict(Features x)
    {
        Decisions decisions = _map.RunAll(x);
        if (_isMultilabel)
        {
            return NDArray.Of(Array.ConvertAll(decisions.Values, value => value > 0 ? 1L : 0L), decisions.RowCount, decisions.Columns);
        }

        if (decisions.Columns == 1)
        {
            return Classes.Take(Array.ConvertAll(decisions.Values, value => value > 0 ? Math.Min(1, Classes.Count - 1) : 0));
        }

        return Classes.TakeLargest(decisions.Values);
    }

    private protected override Answer PredictProba(Features x)
    {
        Decisions decisions = _map.RunAll(x);
        int columns = Math.Max(2, decisions.Columns);
        var result = new Decisions(new double[x.RowCount * columns], columns, decisions.IsSingle);
        for (int row = 0; row < x.RowCount; row++)
        {
            if (decisions.IsSingle)
            {
                SingleProbabilities(decisions.Row(row), result.Row(row));
            }
            else
            {
                ToProbabilities(_rule, decisions.Row(row), result.Row(row));
            }
        }

        return result.ToArray(flattenOne: false);
    }

    private void SingleProbabilities(ReadOnlySpan<double> decisions, Span<double> output)
    {
        if (_rule == ProbabilityRule.Softmax)
        {
            decisions.CopyTo(output[(output.Length - decisions.Length)..]);
            output[0] = decisions.Length == 1 ? -decisions[0] : output[0];
            Probability.SoftmaxSingle(output);
            return;
        }

        if (decisions.Length == 1)
        {
            output[1] = Probability.ExpitSingle(decisions[0]);
            output[0] = 1f - (float)output[1];
            return;
        }

        float sum = 0;
        for (int k = 0; k < decisions.Length; k++)
        {
            output[k] = Probability.ExpitSingle(decisions[k]);
            sum += (float)output[k];
        }

        for (int k = 0; k < decisions.Length; k++)
        {
            output[k] = (float)output[k] / sum;
        }
    }
}
