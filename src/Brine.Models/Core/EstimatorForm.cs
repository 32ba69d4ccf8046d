namespace Brine.Models;

/// <summary>
/// What an estimator computes with, after all rules of versions: a plain, immutable record. The set of forms is closed; a pattern tells
/// them apart, <c>model.Form is LinearForm { Coefficients: var weights }</c>.
/// </summary>
public abstract record EstimatorForm
{
    private protected EstimatorForm()
    {
    }

    /// <summary>The estimators inside of this one, in the order in which Python has them; empty for most.</summary>
    public virtual IReadOnlyList<EstimatorChild> Children => [];
}
