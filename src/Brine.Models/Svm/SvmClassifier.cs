using Brine.Arrays;

namespace Brine.Models;

/// <summary>SVC and NuSVC: votes of the pairs of classes, Platt probabilities, decisions by pair (ovo) or by class (ovr).</summary>
internal sealed class SvmClassifier : Estimator
{
    private readonly Labels _classes;
    private readonly SupportVectorForm _form;
    private readonly InputContract _inputs;
    private readonly bool _isOneVersusRest;
    private readonly bool _scalesByBatch;
    private readonly bool _breaksTies;
    private readonly double[]? _slopes;
    private readonly double[]? _offsets;

    internal SvmClassifier(EstimatorInfo info, SupportVectorForm form, InputContract inputs)
        : base(info)
    {
        _form = form;
        _inputs = inputs;
        _classes = form.Classes!;
        Machine = new SvmMachine(form);
        (_isOneVersusRest, _scalesByBatch, _breaksTies) = (form.IsOneVersusRest, form.ScalesByBatch, form.BreaksTies);
        _slopes = form.ProbabilitySlopes is { } slopes ? [.. slopes] : null;
        _offsets = form.ProbabilityOffsets is { } offsets ? [.. offsets] : null;
    }

    public override EstimatorForm Form => _form;

    public override Labels? Classes => _classes;

    public override Methods Methods =>
        (_form.Decides ? Methods.DecisionFunction : Methods.None) | (HasProbabilities ? Methods.Probabilities : Methods.Predict);

    public override int? FeatureCount => Machine.InputCount;

    internal SvmMachine Machine { get; }

    public override InputContract Inputs(Methods method) => _inputs;

    internal int ClassCount => _classes.Count;

    /// <summary>How many numbers <c>decision_function</c> gives for a row.</summary>
    internal int DecisionWidth => _isOneVersusRest ? ClassCount : Machine.DecisionCount;

    private bool HasProbabilities => _slopes is not null;

    private protected override RowKernel? KernelCore(Methods method) =>
        !Machine.IsDense || (_scalesByBatch && _isOneVersusRest && (method == Methods.DecisionFunction || _breaksTies)) ? null
        : method is Methods.Predict or Methods.DecisionFunction || (method == Methods.PredictProba && HasProbabilities)
            ? new SvmClassifierKernel(this, method)
        : null;

    /// <summary>The index of the class: by votes, or by the decision where ties are to be broken.</summary>
    internal int Label(ReadOnlySpan<double> decisions, Span<double> scratch)
    {
        if (_breaksTies)
        {
            OneVersusRest.Score(decisions, scratch, ClassCount);
            return Labels.LargestIndex(scratch[..ClassCount]);
        }

        Span<double> votes = scratch[..ClassCount];
        votes.Clear();
        for (int i = 0, pair = 0; i < ClassCount; i++)
        {
            for (int j = i + 1; j < ClassCount; j++)
            {
                votes[decisions[pair++] > 0 ? i : j]++;
            }
        }

        return Labels.LargestIndex(votes);
    }

    /// <summary>The answer of <c>decision_function</c> for one row; not for versions that scale by the whole batch.</summary>
    internal void Decide(ReadOnlySpan<double> decisions, Span<double> output)
    {
        if (_isOneVersusRest)
        {
            OneVersusRest.Score(decisions, output, ClassCount);
        }
        else if (ClassCount == 2)
        {
            output[0] = -decisions[0];
        }
        else
        {
            decisions.CopyTo(output);
        }
    }

    /// <summary>libsvm's <c>svm_predict_probability</c>.</summary>
    /// <param name="decisions">The decision value of each pair.</param>
    /// <param name="output">Room for one number a class.</param>
    /// <param name="scratch">Room for (2 * classes + 1) * classes numbers.</param>
    internal void Probabilities(ReadOnlySpan<double> decisions, Span<double> output, Span<double> scratch)
    {
        int classes = ClassCount;
        Span<double> pairs = scratch[..(classes * classes)];
        for (int i = 0, pair = 0; i < classes; i++)
        {
            for (int j = i + 1; j < classes; j++, pair++)
            {
                double probability = PairwiseCoupling.Sigmoid(decisions[pair], _slopes![pair], _offsets![pair]);
                pairs[(i * classes) + j] = probability;
                pairs[(j * classes) + i] = 1 - probability;
            }
        }

        PairwiseCoupling.Solve(pairs, output[..classes], scratch[(classes * classes)..]);
    }

    private protected override Answer Run(Methods method, Features x, CallOptions options) => method switch
    {
        Methods.Predict => Predict(x),
        Methods.PredictProba => PredictProba(x),
        Methods.DecisionFunction => DecisionFunction(x),
        _ => base.Run(method, x, options),
    };

    private Answer Predict(Features x)
    {
        double[] decisions = Machine.Decide(x);
        if (_breaksTies && _scalesByBatch)
        {
            return _classes.TakeLargest(OneVersusRest.ScoreBatch(decisions, ClassCount));
        }

        var indices = new int[x.RowCount];
        var scratch = new double[ClassCount];
        for (int row = 0; row < indices.Length; row++)
        {
            indices[row] = Label(decisions.AsSpan(row * Machine.DecisionCount, Machine.DecisionCount), scratch);
        }

        return _classes.Take(indices);
    }

    private Answer DecisionFunction(Features x)
    {
        double[] decisions = Machine.Decide(x);
        if (_isOneVersusRest && _scalesByBatch)
        {
            return NDArray.Of(OneVersusRest.ScoreBatch(decisions, ClassCount), x.RowCount, ClassCount);
        }

        var outputs = new double[x.RowCount * DecisionWidth];
        for (int row = 0; row < x.RowCount; row++)
        {
            Decide(decisions.AsSpan(row * Machine.DecisionCount, Machine.DecisionCount),
                outputs.AsSpan(row * DecisionWidth, DecisionWidth));
        }

        return ClassCount == 2 ? NDArray.Of(outputs) : NDArray.Of(outputs, x.RowCount, DecisionWidth);
    }

    private Answer PredictProba(Features x)
    {
        double[] decisions = Machine.Decide(x);
        var outputs = new double[x.RowCount * ClassCount];
        var scratch = new double[((2 * ClassCount) + 1) * ClassCount];
        for (int row = 0; row < x.RowCount; row++)
        {
            Probabilities(decisions.AsSpan(row * Machine.DecisionCount, Machine.DecisionCount),
                outputs.AsSpan(row * ClassCount, ClassCount), scratch);
        }

        return NDArray.Of(outputs, x.RowCount, ClassCount);
    }
}
