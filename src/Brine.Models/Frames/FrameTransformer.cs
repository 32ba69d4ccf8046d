namespace Brine.Models;

/// <summary>A transformer that changes columns of a data frame.</summary>
internal sealed class FrameTransformer : Estimator
{
    private readonly FrameForm _form;
    private readonly int? _width;
    private readonly IReadOnlyList<string>? _names;

    /// <param name="info">What the estimator is.</param>
    /// <param name="form">What it does.</param>
    /// <param name="names">The names of the columns of the training, or null where the file does not say, or they had none.</param>
    /// <param name="width">How many columns there were, or null where the file does not say.</param>
    internal FrameTransformer(EstimatorInfo info, FrameForm form, IReadOnlyList<string>? names, int? width)
        : base(info) => (_form, _names, _width) = (form, names, width);

    public override EstimatorForm Form => _form;

    public override Methods Methods =>
        Methods.Transform | (_form.OutputNames is null ? Methods.None : Methods.GetFeatureNamesOut);

    public override IReadOnlyList<string>? FeatureNamesIn => _names;

    public override int? FeatureCount => _width;

    public override IReadOnlyList<ColumnKind>? InputKinds => _names is null ? null
        : [.. _names.Select(name =>
            _form.Steps.OfType<CategoryStep>().FirstOrDefault(step => step.Column == name)?.Kind ?? ColumnKind.Any)];

    public override InputContract Inputs(Methods method) => Contract;

    public override IReadOnlyList<string> FeatureNamesOut(IReadOnlyList<string>? names) =>
        _form.OutputNames ?? throw Unsupported(Methods.GetFeatureNamesOut);

    /// <summary>Columns of any kind, gaps and infinities too: a frame is taken as it is.</summary>
    private static InputContract Contract { get; } = new()
    {
        Kind = InputKind.Columns, TakesMissing = true, TakesInfinity = true, TakesEmpty = true,
    };

    /// <summary>The names are looked for one by one, in any order.</summary>
    private protected override Features Admit(Methods method, Features x)
    {
        if (method != Methods.GetFeatureNamesOut)
        {
            x = InputCheck.Apply(this, Contract, x);
        }

        CheckColumns(x);
        return x;
    }

    private protected override Features TransformCore(Features x)
    {
        var frame = new FrameDraft(x, ClassName, _form.UnnamedPrefix);
        foreach (FrameStep step in _form.Steps)
        {
            step.Apply(frame);
        }

        return frame.ToFeatures(_form.GivesArray);
    }
}
