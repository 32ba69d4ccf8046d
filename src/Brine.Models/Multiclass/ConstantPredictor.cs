using Brine.Arrays;

namespace Brine.Models;

/// <summary><c>_ConstantPredictor</c>: the member for a label that all rows of the training had, or none.</summary>
internal sealed class ConstantPredictor : Estimator
{
    private readonly DummyForm _form;
    private readonly double _value;

    internal ConstantPredictor(EstimatorInfo info, double value)
        : base(info)
    {
        _value = value;
        _form = new DummyForm { Answer = NDArray.Of(new[] { (long)value }), Probabilities = [Array.AsReadOnly([1 - value, value])] };
    }

    public override EstimatorForm Form => _form;

    public override Methods Methods => Methods.Predict | Methods.DecisionFunction | Methods.PredictProba;

    public override InputContract Inputs(Methods method) =>
        InputContract.Anything with { Kind = InputKind.Columns, TakesEmpty = false, TakesNoColumns = false };

    /// <summary>Python counts the columns in training only.</summary>
    private protected override void CheckColumns(Features x)
    {
    }

    private protected override RowKernel? KernelCore(Methods method) =>
        FeatureCount is { } count && method is Methods.Predict or Methods.DecisionFunction
        ? new CombineKernel(FeatureCount ?? 0, 1, (_, output) => output[0] = _value)
        : FeatureCount is not null && method == Methods.PredictProba
            ? new CombineKernel(FeatureCount.Value, 2, (_, output) => (output[0], output[1]) = (1 - _value, _value))
        : null;

    private protected override Answer Run(Methods method, Features x, CallOptions options)
    {
        // The rows are looked at no further than this: pandas' own dtypes are made numbers, or refused.
        _ = NullableTables.Convert(this, x, Info.SavedVersion.IsAtLeast(1, 3));
        if (method != Methods.PredictProba)
        {
            var values = new long[x.RowCount];
            Array.Fill(values, (long)_value);
            return NDArray.Of(values);
        }

        var probabilities = new double[2 * x.RowCount];
        for (int i = 0; i < probabilities.Length; i++)
        {
            probabilities[i] = i % 2 == 0 ? 1 - _value : _value;
        }

        return NDArray.Of(probabilities, x.RowCount, 2);
    }
}
