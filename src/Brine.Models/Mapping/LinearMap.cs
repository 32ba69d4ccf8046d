using Brine.Arrays;

namespace Brine.Models;

/// <summary>One linear map of rows: <c>((x - Mean) / Scale) @ Weights.T</c>, times <c>OutputScale</c>, plus <c>Shift</c>; each part only
/// where there is one.</summary>
public sealed record LinearMap
{
    internal LinearMap(NDArray weights) => Weights = weights;

    /// <summary>The weights, of shape (n_outputs, n_inputs). Where all arrays are float32, rows of float32 are computed in it.</summary>
    public NDArray Weights { get; }

    /// <summary>Subtracted from rows first.</summary>
    public NDArray? Mean { get; init; }

    /// <summary>Divides rows then.</summary>
    public NDArray? Scale { get; init; }

    /// <summary>A second matrix of weights, of shape (n_outputs, n_outputs of the first), by which the products are multiplied.</summary>
    public NDArray? Second { get; init; }

    /// <summary>Multiplies the products.</summary>
    public NDArray? OutputScale { get; init; }

    /// <summary>Added last.</summary>
    public NDArray? Shift { get; init; }

    /// <summary>True where rows of float32 are rounded to it after each step before they are multiplied, as numpy does in place.</summary>
    public bool RoundsRows { get; init; }

    /// <summary>How many numbers a row has.</summary>
    public int InputCount => Weights.Shape[1];

    /// <summary>How many numbers come out.</summary>
    public int OutputCount => (Second ?? Weights).Shape[0];

    internal bool IsSingle => All.All(array => array.DType.IsSingle());

    private IEnumerable<NDArray> All => new[] { Weights, Mean, Scale, Second, OutputScale, Shift }.OfType<NDArray>();
}
