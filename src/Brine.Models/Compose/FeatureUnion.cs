namespace Brine.Models;

/// <summary>FeatureUnion: all transformers see all columns, their outputs stand side by side.</summary>
internal sealed class FeatureUnion : Estimator
{
    private readonly TransformStep[] _steps;
    private readonly TransformWeights _weights;
    private readonly NamePrefix _prefix;
    private readonly bool _isNamed;

    internal FeatureUnion(EstimatorReader reader)
        : base(reader)
    {
        // Here None means drop (until 1.0), and not to pass through as in a pipeline.
        _steps = [.. TransformStep.ReadAll(reader, "transformer_list", (_, estimator) => estimator.IsNone)];
        _weights = new TransformWeights(reader);
        _prefix = new NamePrefix(reader);
        _isNamed = TransformStep.IsNamed(reader.Source);
        Methods = Methods.Transform | (_steps.All(step => step.Has(Methods.GetFeatureNamesOut)) ? Methods.GetFeatureNamesOut : Methods.None);
    }

    public override Methods Methods { get; }

    public override IReadOnlyList<string>? FeatureNamesIn => base.FeatureNamesIn ?? _steps.Select(step => step.Estimator?.FeatureNamesIn).FirstOrDefault(names => names is not null);

    public override int? FeatureCount => base.FeatureCount ?? _steps.Select(step => step.Estimator?.FeatureCount).FirstOrDefault(count => count is not null);

    public override IReadOnlyList<ColumnKind>? InputKinds =>
        _steps.Select(step => step.Estimator?.InputKinds).Aggregate((IReadOnlyList<ColumnKind>?)null, ColumnKinds.And);

    /// <summary>What all of its transformers take.</summary>
    public override InputContract Inputs(Methods method) => InputContract.OfAll(_steps.Where(step => step.Estimator is not null).Select(step => step.Estimator!.Inputs(method)));

    private protected override RowKernel? KernelCore(Methods method) =>
        method == Methods.Transform && FeatureCount is { } count && _steps.Length > 0
            ? StackKernel.Of(count, [.. _steps.Select(step => ((int[]?)null, step.Kernel(count), _weights.Of(step.Name)))])
            : null;

    public override IReadOnlyList<string> FeatureNamesOut(IReadOnlyList<string>? names)
    {
        names = FeatureNamesIn ?? names ?? InputNames.Numbered(FeatureCount) ?? throw Unsupported(Methods.GetFeatureNamesOut);
        return [.. _steps.SelectMany(step => step.NamesOut(names)!.Select(name => _prefix.Add(step.Name, name)))];
    }

    /// <summary>Each transformer looks at the columns itself.</summary>
    private protected override Features Admit(Methods method, Features x) => x;

    private protected override Features TransformCore(Features x)
    {
        Features[] outputs = [.. _steps.Select(step => _weights.Apply(step.Name, step.Transform(x)))];
        return outputs.Any(output => output is SparseMatrix) ? FeatureStack.Sparse(outputs, x.RowCount)
            : _isNamed && outputs.All(output => output is Table) ? FeatureStack.Named(outputs, Methods.HasFlag(Methods.GetFeatureNamesOut) ? OwnNamesOut(x) : [.. outputs.SelectMany(FeatureStack.Columns).Select(column => column.Name)])
            : FeatureStack.Dense(outputs, x.RowCount);
    }
}
