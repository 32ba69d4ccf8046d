namespace Brine.Models;

/// <summary>Pipeline, of scikit-learn and of imbalanced-learn: the rows go through every transformer, then the last step answers.</summary>
internal sealed class Pipeline : Estimator
{
    /// <summary>The methods that scikit-learn's Pipeline hands to its last step.</summary>
    private const Methods Delegated = Methods.Probabilities | Methods.DecisionFunction | Methods.ScoreSamples | Methods.PredictStd;

    private readonly TransformStep[] _transforms;
    private readonly TransformStep _lastStep;
    private readonly Estimator? _last;
    private readonly Lazy<RowKernel?> _before;

    internal Pipeline(EstimatorInfo info, SequenceForm form)
        : base(info)
    {
        Form = form;
        _lastStep = form.Steps[^1];
        _last = _lastStep.Estimator;
        _transforms = [.. form.Steps.SkipLast(1).Where(step => step.Estimator is not null)];
        _before = new Lazy<RowKernel?>(() => ChainKernel.Of([.. _transforms.Select(step => step.Estimator!.Kernel(Methods.Transform))]));
        Methods = MethodsOf(_transforms, _last);
    }

    public override EstimatorForm Form { get; }

    public override Methods Methods { get; }

    public override IReadOnlyList<string>? FeatureNamesIn => First?.FeatureNamesIn;

    public override bool FindsColumnsByName => First?.FindsColumnsByName ?? false;

    public override IReadOnlyList<ColumnKind>? InputKinds
    {
        get
        {
            IReadOnlyList<ColumnKind>? kinds = null;
            foreach (Estimator step in _transforms.Select(step => step.Estimator!).Append(_last).OfType<Estimator>())
            {
                kinds = ColumnKinds.And(kinds, step.InputKinds);
                if (!step.KeepsColumns)
                {
                    break;
                }
            }

            return kinds;
        }
    }

    internal override bool KeepsColumns => _transforms.All(step => step.Estimator!.KeepsColumns) && (_last is null || _last.KeepsColumns);

    public override Labels? Classes => _last?.Classes;

    public override int? FeatureCount => First?.FeatureCount;

    private Estimator? First => _transforms.Length > 0 ? _transforms[0].Estimator : _last;

    /// <summary>What the first step takes; the others look at what the one before gave.</summary>
    public override InputContract Inputs(Methods method) =>
        method == Methods.InverseTransform ? (_last ?? _transforms[^1].Estimator)!.Inputs(method)
        : _transforms.Length > 0 ? _transforms[0].Estimator!.Inputs(Methods.Transform)
        : _last?.Inputs(method) ?? InputContract.Anything;

    private protected override RowKernel? KernelCore(Methods method)
    {
        if (!Methods.HasFlag(method))
        {
            return null;
        }

        return _last is null ? (method == Methods.Transform ? _before.Value : null)
            : _last.Kernel(method) is not { } last ? null
            : _transforms.Length == 0 ? last
            : ChainKernel.Of([_before.Value, last]);
    }

    public override IReadOnlyList<string> FeatureNamesOut(IReadOnlyList<string>? names)
    {
        names = FeatureNamesIn ?? names;
        foreach (TransformStep step in _transforms)
        {
            names = step.NamesOut(names);
        }

        return (_last is null ? names : _last.FeatureNamesOut(names)) ?? throw Unsupported(Methods.GetFeatureNamesOut);
    }

    /// <summary>The first step looks at the columns itself.</summary>
    private protected override Features Admit(Methods method, Features x) => x;

    private protected override Answer Run(Methods method, Features x, CallOptions options) => method switch
    {
        Methods.InverseTransform => InverseTransform(x, options),
        _ when (method & Delegated) != Methods.None => AskLast(method, x, options),
        _ => base.Run(method, x, options),
    };

    private protected override Features TransformCore(Features x) => _lastStep.Transform(Before(x));

    private Answer InverseTransform(Features x, CallOptions options)
    {
        Answer? answer = _last?.Call(Methods.InverseTransform, x, options);
        for (int i = _transforms.Length - 1; i >= 0; i--)
        {
            answer = _transforms[i].Estimator!.Call(Methods.InverseTransform, answer is null ? x : FeaturesOf(answer), options);
        }

        return answer ?? Answer.Of(x);
    }

    private static Methods MethodsOf(TransformStep[] transforms, Estimator? last)
    {
        Methods all = Methods.Transform | Methods.InverseTransform | Methods.GetFeatureNamesOut;
        Methods methods = last?.Methods ?? all;
        foreach (TransformStep step in transforms)
        {
            methods &= ~all | step.Estimator!.Methods;
        }

        return methods & (Delegated | all);
    }

    private static Features FeaturesOf(Answer answer) =>
        answer.Sparse is { } sparse ? new SparseMatrix(sparse) : Features.FromArray(answer.ToArray());

    private Features Before(Features x)
    {
        Features given = x;
        for (int i = 0; i < _transforms.Length; i++)
        {
            try
            {
                x = _transforms[i].Transform(x);
            }
            catch (ModelInputException error) when (i > 0 && error.Column is not null)
            {
                throw Named(error, given, i);
            }
        }

        return x;
    }

    private Answer AskLast(Methods method, Features x, CallOptions options)
    {
        Estimator last = _last ?? throw Unsupported(method);
        if (x is Matrix matrix && BlockRunner.Fits(matrix) && _before.Value is { } before && before.InputCount == x.ColumnCount
            && last.Kernel(method) is not null
            && BlockRunner.TryRun(before, last, method, matrix) is { } answer)
        {
            return answer;
        }

        Features transformed = Before(x);
        try
        {
            return last.Call(method, transformed, options);
        }
        catch (ModelInputException error) when (_transforms.Length > 0 && error.Column is not null)
        {
            throw Named(error, x, _transforms.Length);
        }
    }

    /// <summary>An error of a later step, which is given an array: it calls a column by the name that the steps before it give
    /// it.</summary>
    private ModelInputException Named(ModelInputException error, Features x, int step)
    {
        if ((FeatureNamesIn ?? x.ColumnNames) is not { } names)
        {
            return error;
        }

        try
        {
            foreach (TransformStep before in _transforms.Take(step))
            {
                if (!before.Has(Methods.GetFeatureNamesOut) || before.NamesOut(names) is not { } given)
                {
                    return error;
                }

                names = given;
            }
        }
        catch (Exception failure) when (failure is UnsupportedModelException or ModelInputException)
        {
            // A step cannot name its columns: the number stays.
            return error;
        }

        return error.WithNames(names);
    }
}
