using Brine.Arrays;

namespace Brine.Models;

/// <summary>The form of multi-layer perceptrons: layers <c>X @ Weights[i] + Intercepts[i]</c>, each followed by an activation.</summary>
public sealed record LayersForm : EstimatorForm
{
    internal LayersForm(IReadOnlyList<NDArray> weights, IReadOnlyList<NDArray> intercepts)
    {
        Weights = weights;
        Intercepts = intercepts;
    }

    /// <summary><c>coefs_</c>: for each layer an array of shape (n_inputs, n_outputs). Where all arrays are float32 and rows fit it, Python
    /// computes in it.</summary>
    public IReadOnlyList<NDArray> Weights { get; }

    /// <summary><c>intercepts_</c>: for each layer one number for each output.</summary>
    public IReadOnlyList<NDArray> Intercepts { get; }

    /// <summary><c>activation</c>, of all layers but the last.</summary>
    public ActivationKind Hidden { get; init; }

    /// <summary><c>out_activation_</c>, of the last layer.</summary>
    public ActivationKind Output { get; init; }

    /// <summary>The classes of a classifier, or null. Two of them have one output, which is the probability of the second.</summary>
    public Labels? Classes { get; init; }

    /// <summary>True for a classifier that gives several labels a row: each class whose output is above one half.</summary>
    public bool HasSeveralLabels { get; init; }
}
