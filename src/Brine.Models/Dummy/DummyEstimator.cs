using Brine.Arrays;
using Brine.Pickling;

namespace Brine.Models;

/// <summary>DummyClassifier and DummyRegressor: what they answer does not depend on the row.</summary>
internal sealed class DummyEstimator : Estimator
{
    private readonly DummyForm _form;

    internal DummyEstimator(EstimatorInfo info, DummyForm form)
        : base(info)
    {
        _form = form;
        Methods = (form.Answer is null ? Methods.None : Methods.Predict)
            | (form.Probabilities is null ? Methods.None : Methods.PredictProba | Methods.PredictLogProba)
            | (form.Classes is null ? Methods.PredictStd : Methods.None);
    }

    public override EstimatorForm Form => _form;

    public override Methods Methods { get; }

    public override Labels? Classes => _form.Classes is { Count: 1 } classes ? classes[0] : null;

    /// <summary>True where no answer is drawn at random.</summary>
    internal bool IsConstant => _form.Answer is not null;

    public override InputContract Inputs(Methods method) => InputContract.Anything;

    /// <summary>Only the number of rows counts.</summary>
    private protected override Features Admit(Methods method, Features x) => x;

    private protected override Answer Run(Methods method, Features x, CallOptions options) => method switch
    {
        Methods.Predict => Repeat(x.RowCount),
        Methods.PredictStd => Answer.Of([Repeat(x.RowCount), Zeros(x.RowCount)]),
        Methods.PredictProba => Probabilities(x.RowCount),
        _ => base.Run(method, x, options),
    };

    private NDArray Repeat(int rows)
    {
        NDArray answer = _form.Answer!;
        ReadOnlySpan<int> shape = _form.HasColumns ? [rows, answer.Length] : [rows];
        if (answer.Objects is not null)
        {
            var items = new PyValue[checked(rows * answer.Length)];
            for (int i = 0; i < items.Length; i++)
            {
                items[i] = answer[i % answer.Length];
            }

            return NDArray.OfObjects(shape, items);
        }

        ReadOnlySpan<byte> bytes = answer.ToContiguous().Span;
        var repeated = new byte[checked(rows * bytes.Length)];
        for (int row = 0; row < rows; row++)
        {
            bytes.CopyTo(repeated.AsSpan(row * bytes.Length));
        }

        return NDArray.OverBytes(answer.DType, shape, repeated);
    }

    private NDArray Zeros(int rows) =>
        _form.HasColumns ? NDArray.Of(new double[rows * _form.Answer!.Length], rows, _form.Answer.Length) : NDArray.Of(new double[rows]);

    private Answer Probabilities(int rows)
    {
        Answer[] parts = [.. _form.Probabilities!.Select(probabilities =>
        {
            var values = new double[checked(rows * probabilities.Count)];
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = probabilities[i % probabilities.Count];
            }

            return (Answer)NDArray.Of(values, rows, probabilities.Count);
        })];
        return parts.Length == 1 ? parts[0] : Answer.Of(parts);
    }
}
