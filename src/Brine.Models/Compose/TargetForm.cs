namespace Brine.Models;

/// <summary>The form of TransformedTargetRegressor: a regressor predicts a transformed target, which is transformed back.</summary>
public sealed record TargetForm : EstimatorForm
{
    internal TargetForm(Estimator regressor, Estimator transformer)
    {
        Regressor = regressor;
        Transformer = transformer;
        Children = [new EstimatorChild("regressor_", regressor), new EstimatorChild("transformer_", transformer)];
    }

    /// <summary>The regressor, which predicts the transformed target.</summary>
    public Estimator Regressor { get; }

    /// <summary>The transformer, whose <c>inverse_transform</c> makes the target of it.</summary>
    public Estimator Transformer { get; }

    /// <summary>True where the target had one dimension in training, so that the prediction has one.</summary>
    public bool IsVector { get; init; } = true;

    /// <inheritdoc/>
    public override IReadOnlyList<EstimatorChild> Children { get; }
}
