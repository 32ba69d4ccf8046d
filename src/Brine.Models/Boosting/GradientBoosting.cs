using Brine.Arrays;

namespace Brine.Models;

/// <summary>GradientBoostingClassifier, GradientBoostingRegressor and their histogram forms: the sum of the leaves over all
/// stages.</summary>
internal sealed class GradientBoosting : TreeEstimator
{
    private const Methods Staged = Methods.StagedPredict | Methods.StagedPredictProba | Methods.StagedDecisionFunction;

    private readonly BoostingForm _form;
    private readonly BoostingHead _head;
    private readonly StageSums _sums;
    private readonly InputContract _applyInputs;

    /// <summary>Makes the estimator.</summary>
    /// <param name="info">Class, parameters, version.</param>
    /// <param name="form">The trees and what is made of them.</param>
    /// <param name="inputs">What all methods take.</param>
    /// <param name="applyInputs">What <c>apply</c> takes.</param>
    /// <param name="methods">The methods of the class in its version.</param>
    internal GradientBoosting(EstimatorInfo info, BoostingForm form, InputContract inputs, InputContract applyInputs, Methods methods)
        : base(info, form.Trees, inputs)
    {
        _form = form;
        _head = new BoostingHead(form);
        _applyInputs = applyInputs;
        Methods = methods;
        var values = new double[Forest.LeafCount];
        for (int leaf = 0, tree = 0; leaf < values.Length; leaf++)
        {
            while (leaf >= Forest.LeafStarts[tree + 1])
            {
                tree++;
            }

            values[leaf] = form.LearningRate * Trees[tree].Value(Forest.LeafNodes[leaf])[0];
        }

        _sums = new StageSums(Forest, form.TreesPerStage, values, Check);
    }

    public override EstimatorForm Form => _form;

    public override Methods Methods { get; }

    public override Labels? Classes => _form.Classes;

    public override bool FindsColumnsByName => _form.Preprocessor?.FindsColumnsByName ?? false;

    public override IReadOnlyList<ColumnKind>? InputKinds => _form.Preprocessor?.InputKinds;

    public override InputContract Inputs(Methods method) =>
        method == Methods.Apply ? _applyInputs : _form.Preprocessor?.Inputs(Methods.Transform) ?? base.Inputs(method);

    private protected override RowKernel? KernelCore(Methods method)
    {
        if (!Methods.HasFlag(method) || _form.Initial is not null
            || method is not (Methods.Predict or Methods.PredictProba or Methods.DecisionFunction))
        {
            return null;
        }

        var kernel = new BoostingKernel(_form, _sums, _head, method);
        return _form.Preprocessor is { } preprocessor ? ChainKernel.Of([preprocessor.Kernel(Methods.Transform), kernel]) : kernel;
    }

    /// <summary>The encoder of categories looks at the rows itself; <c>apply</c> hands them to the trees, which know no names.</summary>
    private protected override Features Admit(Methods method, Features x)
    {
        if (_form.Preprocessor is not null)
        {
            return x;
        }

        return method == Methods.Apply && Info.SavedVersion.IsAtLeast(1, 0) ? AdmitUnnamed(x) : base.Admit(method, x);
    }

    private protected override Answer Run(Methods method, Features x, CallOptions options)
    {
        if (method == Methods.Apply)
        {
            return Apply(x);
        }

        if ((method & (Staged | Methods.Predict | Methods.PredictProba | Methods.DecisionFunction)) == 0)
        {
            return base.Run(method, x, options);
        }

        x = _form.Preprocessor?.Transform(x).ToMatrix() ?? x;
        double[] sums = Start(x, options);
        if ((method & Staged) == 0)
        {
            _sums.Add(x, sums, null);
            return Answer(method, sums, x.RowCount);
        }

        var stages = new double[_sums.StageCount][];
        for (int stage = 0; stage < stages.Length; stage++)
        {
            stages[stage] = new double[sums.Length];
        }

        _sums.Add(x, sums, stages);
        Methods whole = method switch
        {
            Methods.StagedPredict => Methods.Predict,
            Methods.StagedPredictProba => Methods.PredictProba,
            _ => Methods.DecisionFunction
        };
        return Models.Answer.Of([.. stages.Select(stage => Answer(whole, stage, x.RowCount, _form.StagesAreFlat))]);
    }

    private Answer Answer(Methods method, double[] sums, int rows, bool ravels = true)
    {
        int width = _form.TreesPerStage;
        switch (method)
        {
            case Methods.PredictProba:
                var probabilities = new double[rows * _head.ProbabilityCount];
                _head.Probabilities(sums, probabilities);
                return NDArray.Of(probabilities, rows, _head.ProbabilityCount);
            case Methods.DecisionFunction:
                return width == 1 && ravels ? NDArray.Of(sums) : NDArray.Of(sums, rows, width);
            case Methods.Predict when _form.Classes is { } labels:
                var indices = new int[rows];
                Span<double> scratch = new double[_head.ProbabilityCount];
                for (int row = 0; row < rows; row++)
                {
                    indices[row] = _head.Class(sums.AsSpan(row * width, width), scratch);
                }

                return labels.Take(indices);
            default:
                _head.Values(sums);
                return NDArray.Of(sums);
        }
    }

    private double[] Start(Features x, CallOptions options)
    {
        int width = _form.TreesPerStage;
        if (_form.Initial is { } initial)
        {
            return initial.Start(ToSingle(x), width, options);
        }

        var sums = new double[checked(x.RowCount * width)];
        for (int at = 0; at < sums.Length; at += width)
        {
            for (int k = 0; k < width; k++)
            {
                sums[at + k] = _form.Start[k];
            }
        }

        return sums;
    }

    /// <summary>The rows as float32 without names, which is what Python hands to <c>init_</c>.</summary>
    private Features ToSingle(Features x)
    {
        if (x is SparseMatrix { Csr: { } csr })
        {
            return new SparseMatrix(
                new CsrMatrix(csr.RowCount, csr.ColumnCount, csr.Starts, csr.Columns,
                    Array.ConvertAll(csr.Data, value => (double)(float)value), DType.Float32));
        }

        Matrix matrix = x.ToMatrix();
        Check.Require(matrix.Values, matrix.ColumnCount, 0, x.ColumnNames);
        return new Matrix(matrix.RowCount, matrix.ColumnCount, Array.ConvertAll(matrix.Values, value => (double)(float)value),
            DType.Float32);
    }

    /// <summary>The leaf in each tree: of a classifier stage by stage and class by class, as floats.</summary>
    private Answer Apply(Features x)
    {
        double[] nodes = Array.ConvertAll(FindNodes(x, new RowCheck(this, _applyInputs)), node => (double)node);
        int width = _form.TreesPerStage, stages = _sums.StageCount;
        return _form.Classes is null ? NDArray.Of(nodes, x.RowCount, stages) : NDArray.Of(nodes, x.RowCount, stages, width);
    }

    private Features AdmitUnnamed(Features x)
    {
        x = InputCheck.Apply(this, _applyInputs, x, looksAtValues: true);
        CheckColumns(x);
        return x;
    }
}
