namespace Brine.Models;

/// <summary>FeatureUnion: all transformers see all columns, their outputs stand side by side.</summary>
internal sealed class FeatureUnion : Estimator
{
    private readonly ParallelForm _form;

    internal FeatureUnion(EstimatorInfo info, ParallelForm form)
        : base(info)
    {
        _form = form;
        Methods = Methods.Transform
            | (form.Parts.All(part => part.Step.Has(Methods.GetFeatureNamesOut)) ? Methods.GetFeatureNamesOut : Methods.None);
    }

    public override EstimatorForm Form => _form;

    public override Methods Methods { get; }

    public override IReadOnlyList<string>? FeatureNamesIn => _form.FeatureNames;

    public override int? FeatureCount => _form.FeatureCount;

    public override IReadOnlyList<ColumnKind>? InputKinds =>
        _form.Parts.Select(part => part.Step.Estimator?.InputKinds).Aggregate((IReadOnlyList<ColumnKind>?)null, ColumnKinds.And);

    /// <summary>What all of its transformers take.</summary>
    public override InputContract Inputs(Methods method) => InputContract.OfAll(Children.Select(child => child.Estimator.Inputs(method)));

    private protected override RowKernel? KernelCore(Methods method) =>
        method == Methods.Transform && FeatureCount is { } count && _form.Parts.Count > 0
            ? StackKernel.Of(count, [.. _form.Parts.Select(part => ((int[]?)null, part.Step.Kernel(count), part.Weight))])
            : null;

    public override IReadOnlyList<string> FeatureNamesOut(IReadOnlyList<string>? names)
    {
        names = FeatureNamesIn ?? names ?? InputNames.Numbered(FeatureCount) ?? throw Unsupported(Methods.GetFeatureNamesOut);
        return [.. _form.Parts.SelectMany(part => part.Step.NamesOut(names)!.Select(name => _form.NameOf(part, name)))];
    }

    /// <summary>Each transformer looks at the columns itself.</summary>
    private protected override Features Admit(Methods method, Features x) => x;

    private protected override Features TransformCore(Features x)
    {
        Features[] outputs = [.. _form.Parts.Select(part => part.Transform(x))];
        return outputs.Any(output => output is SparseMatrix) ? FeatureStack.Sparse(outputs, x.RowCount)
            : _form.GivesFrame && outputs.All(output => output is Table)
                ? FeatureStack.Named(outputs,
                    Methods.HasFlag(Methods.GetFeatureNamesOut) ? OwnNamesOut(x)
                        : [.. outputs.SelectMany(FeatureStack.Columns).Select(column => column.Name)])
            : FeatureStack.Dense(outputs, x.RowCount);
    }
}
