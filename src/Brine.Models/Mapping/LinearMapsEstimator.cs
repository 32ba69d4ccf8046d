using Brine.Arrays;

namespace Brine.Models;

/// <summary>A transformer whose methods are linear maps.</summary>
internal sealed class LinearMapsEstimator : Estimator
{
    private readonly LinearMapsForm _form;
    private readonly LinearMapKernel _transform;
    private readonly LinearMapKernel? _inverse;
    private readonly LinearMapKernel? _predict;
    private readonly InputContract _inputs;
    private readonly InputContract _inverseInputs;

    internal LinearMapsEstimator(EstimatorInfo info, LinearMapsForm form, InputContract inputs, InputContract? inverseInputs = null)
        : base(info)
    {
        (_form, _inputs, _inverseInputs) = (form, inputs, inverseInputs ?? InputContract.Finite);
        _transform = new LinearMapKernel(form.Transform);
        _inverse = form.InverseTransform is { } inverse ? new LinearMapKernel(inverse) : null;
        _predict = form.Predict is { } predict ? new LinearMapKernel(predict) : null;
    }

    public override EstimatorForm Form => _form;

    public override Methods Methods => Methods.Transform | Methods.GetFeatureNamesOut
        | (_inverse is null ? Methods.None : Methods.InverseTransform)
        | (_predict is null ? Methods.None : Methods.Predict);

    public override int? FeatureCount => _form.Transform.InputCount;

    public override InputContract Inputs(Methods method) => method == Methods.InverseTransform ? _inverseInputs : _inputs;

    public override IReadOnlyList<string> FeatureNamesOut(IReadOnlyList<string>? names) =>
        TransformedNames.Numbered(ClassName.ToLowerInvariant(), _form.NameCount ?? _form.Transform.OutputCount);

    private protected override RowKernel? KernelCore(Methods method) => method switch
    {
        Methods.Transform => _transform,
        Methods.InverseTransform => _inverse,
        Methods.Predict => _predict,
        _ => null,
    };

    private protected override Answer Run(Methods method, Features x, CallOptions options)
    {
        switch (method)
        {
            case Methods.Predict when _predict is not null:
                Matrix predicted = _predict.Map(x.ToMatrix());
                return _form.PredictsVector ? NDArray.OfNumbers(predicted.Values, predicted.DType) : Answer.Of(predicted);
            case Methods.InverseTransform when _inverse is not null:
                return x.ColumnCount == _inverse.InputCount
                    ? Answer.Of(_inverse.Map(x.ToMatrix()))
                    : throw new ModelInputException("InputFeatures",
                        $"the data has {x.ColumnCount} columns and {ClassName}.inverse_transform takes the "
                            + $"{_inverse.InputCount} components");
            default:
                return base.Run(method, x, options);
        }
    }

    private protected override Features TransformCore(Features x) => _transform.Map(x.ToMatrix());
}
