using Brine.Arrays;

namespace Brine.Models;

/// <summary>StandardScaler, MinMaxScaler, MaxAbsScaler, RobustScaler: each column is shifted and scaled by itself.</summary>
internal sealed class ColumnScaler : Estimator
{
    private readonly ColumnKernel _forward;
    private readonly ColumnKernel _back;
    private readonly SparseScaling _sparse;
    private readonly InputContract _inputs;

    internal ColumnScaler(EstimatorInfo info, ColumnScaleForm form, InputContract inputs)
        : base(info)
    {
        Form = form;
        _inputs = inputs;
        double[]? scales = form.Scales is { } some ? [.. some] : null;
        double[] factors = scales ?? Filled(1, form.FeatureCount);

        // A step that does nothing has a neutral number: x - 0 and x + -0 are x, of either sign.
        double[] Offsets(double neutral) => form.Offsets is { } given ? [.. given] : Filled(neutral, form.FeatureCount);
        (_forward, _back) = form.MultipliesFirst
            ? (ColumnKernel.MultiplyThenAdd(factors, Offsets(-0.0), form.Clip), ColumnKernel.SubtractThenDivide(Offsets(0), factors))
            : (ColumnKernel.SubtractThenDivide(Offsets(0), factors, form.Clip, form.RoundsToData),
                ColumnKernel.MultiplyThenAdd(factors, Offsets(-0.0), null, form.RoundsToData));
        _sparse = new SparseScaling(scales, form.ScaleType);
    }

    public override EstimatorForm Form { get; }

    public override Methods Methods => Methods.Transform | Methods.InverseTransform | Methods.GetFeatureNamesOut;

    public override int? FeatureCount => _forward.InputCount;

    public override InputContract Inputs(Methods method) => _inputs;

    private protected override RowKernel? KernelCore(Methods method) => method switch
    {
        Methods.Transform => _forward,
        Methods.InverseTransform => _back,
        _ => null,
    };

    public override IReadOnlyList<string> FeatureNamesOut(IReadOnlyList<string>? names) =>
        TransformedNames.SameAsInput(names ?? FeatureNamesIn, _forward.InputCount);

    private protected override Answer Run(Methods method, Features x, CallOptions options) => method switch
    {
        Methods.InverseTransform => InverseTransform(x),
        _ => base.Run(method, x, options),
    };

    private protected override Features TransformCore(Features x) =>
        x is SparseMatrix sparse ? _sparse.Apply(sparse, isInverse: false) : _forward.Apply(NumpyPrecision.KeepFloats(x));

    private Answer InverseTransform(Features x)
    {
        CheckColumns(x);
        return Answer.Of(x is SparseMatrix sparse ? _sparse.Apply(sparse, isInverse: true) : _back.Apply(NumpyPrecision.KeepFloats(x)));
    }

    private static double[] Filled(double value, int count)
    {
        var values = new double[count];
        Array.Fill(values, value);
        return values;
    }
}
