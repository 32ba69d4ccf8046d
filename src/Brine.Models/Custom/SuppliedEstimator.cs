using Brine.Arrays;

namespace Brine.Models;

/// <summary>An estimator whose methods the user supplied.</summary>
internal sealed class SuppliedEstimator : Estimator
{
    private readonly CustomEstimator _custom;

    private SuppliedEstimator(EstimatorInfo info, CustomForm form)
        : base(info)
    {
        Form = form;
        _custom = form.Estimator;
        Methods = (_custom.Predict is null ? Methods.None : Methods.Predict)
            | (_custom.PredictProba is null ? Methods.None : Methods.PredictProba | Methods.PredictLogProba)
            | (_custom.DecisionFunction is null ? Methods.None : Methods.DecisionFunction)
            | (_custom.ScoreSamples is null ? Methods.None : Methods.ScoreSamples)
            | (_custom.Transform is null ? Methods.None : Methods.Transform)
            | (_custom.InverseTransform is null ? Methods.None : Methods.InverseTransform)
            | (_custom.FeatureNamesOut is null ? Methods.None : Methods.GetFeatureNamesOut);
    }

    public override EstimatorForm Form { get; }

    public override Methods Methods { get; }

    public override Labels? Classes => _custom.Classes;

    public override int? FeatureCount => _custom.FeatureCount ?? base.FeatureCount;

    internal static SuppliedEstimator Read(EstimatorReader reader, Func<EstimatorAttributes, CustomEstimator> make)
    {
        var attributes = new EstimatorAttributes(reader);
        CustomEstimator custom = make(attributes)
            ?? throw new InvalidOperationException($"the code for {reader.Source.Class?.FullName} made no estimator");
        return new(reader.Info, new CustomForm(custom, attributes.Children));
    }

    public override InputContract Inputs(Methods method) => _custom.Inputs;

    public override IReadOnlyList<string> FeatureNamesOut(IReadOnlyList<string>? names) =>
        (_custom.FeatureNamesOut ?? throw Unsupported(Methods.GetFeatureNamesOut))(names);

    private protected override RowKernel? KernelCore(Methods method) =>
        method == Methods.Transform && _custom is { TransformRow: { } function, Transform: not null } && FeatureCount is { } count
            ? new CustomKernel(function, count, _custom.OutputCount ?? count)
            : null;

    /// <summary>Until there is a contract the rows go to the methods as they are.</summary>
    private protected override Features Admit(Methods method, Features x) =>
        _custom.Inputs.Kind == InputKind.Anything ? x : base.Admit(method, x);

    private protected override Answer Run(Methods method, Features x, CallOptions options) => method switch
    {
        Methods.Predict => Ask(_custom.Predict!, "predict", x),
        Methods.PredictProba => Ask(_custom.PredictProba!, "predict_proba", x),
        Methods.DecisionFunction => Ask(_custom.DecisionFunction!, "decision_function", x),
        Methods.ScoreSamples => Ask(_custom.ScoreSamples!, "score_samples", x),
        Methods.InverseTransform => Answer.Of(Checked(_custom.InverseTransform!(x), "inverse_transform", x)),
        _ => base.Run(method, x, options),
    };

    private protected override Features TransformCore(Features x) =>
        Checked((_custom.Transform ?? throw Unsupported(Methods.Transform))(x), "transform", x);

    private Features Checked(Features? given, string method, Features x) =>
        CustomAnswers.Require(given, $"{method} of {ClassName}", x.RowCount);

    private NDArray Ask(Func<Features, NDArray> function, string method, Features x)
    {
        NDArray? answer = function(x);
        return answer is { Rank: > 0 } && answer.Shape[0] == x.RowCount ? answer
            : throw CustomAnswers.Wrong($"{method} of {ClassName}", answer is { Rank: > 0 } ? answer.Shape[0] : null, x.RowCount);
    }
}
