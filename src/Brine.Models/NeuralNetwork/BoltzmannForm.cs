using Brine.Arrays;

namespace Brine.Models;

/// <summary>The form of BernoulliRBM: <c>transform</c> is expit of <c>X @ Components.T + HiddenIntercepts</c>.</summary>
public sealed record BoltzmannForm : EstimatorForm
{
    internal BoltzmannForm(NDArray components, IReadOnlyList<double> hiddenIntercepts, IReadOnlyList<double> visibleIntercepts)
    {
        Components = components;
        HiddenIntercepts = hiddenIntercepts;
        VisibleIntercepts = visibleIntercepts;
    }

    /// <summary><c>components_</c>, of shape (n_components, n_features). Of float32, rows of float32 are computed in it.</summary>
    public NDArray Components { get; }

    /// <summary><c>intercept_hidden_</c>, one for each component.</summary>
    public IReadOnlyList<double> HiddenIntercepts { get; }

    /// <summary><c>intercept_visible_</c>, one for each column.</summary>
    public IReadOnlyList<double> VisibleIntercepts { get; }

    /// <summary>An int <c>random_state</c>, by which <c>score_samples</c> draws; null where Python's answer is different each
    /// time.</summary>
    public uint? Seed { get; init; }

    /// <summary><c>random_state_</c>, the generator as <c>partial_fit</c> left it, by which the first <c>gibbs</c> after
    /// loading draws; null where <see cref="Seed"/> makes it.</summary>
    public RandomStateForm? Generator { get; init; }

    /// <summary>True where <c>score_samples</c> takes the log of expit by way of numpy's <c>logaddexp</c> (from 1.3).</summary>
    public bool AddsLogs { get; init; }
}
