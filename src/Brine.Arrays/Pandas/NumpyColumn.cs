using Brine.Pickling;

namespace Brine.Arrays;

/// <summary>A column of plain numpy values: numbers, bools, or Python objects, which is how pandas up to 2 keeps text.</summary>
public sealed class NumpyColumn : PandasArray
{
    internal NumpyColumn(NDArray values, string className = "ndarray")
        : base(className) => Values = values;

    /// <summary>The values, one dimension of them: a view over the file where they follow each other there.</summary>
    public NDArray Values { get; }

    /// <inheritdoc/>
    public override int Length => Values.Length;

    /// <inheritdoc/>
    public override string DTypeName => PandasDType.NameOf(Values.DType);

    /// <inheritdoc/>
    public override PyValue this[int index] => Values[index];

    /// <inheritdoc/>
    public override bool IsMissing(int index) => Values.DType.Kind is not ('i' or 'u' or 'b') && base.IsMissing(index);

    /// <inheritdoc/>
    public override string? TextAt(int index) =>
        Values.DType is { Kind: 'f', ItemSize: not 8 } && !IsMissing(index) ? FloatText.Repr(Values.FloatAt(index)) : base.TextAt(index);

    /// <inheritdoc/>
    public override double[]? ToDoubles() => Values.DType.Kind is 'f' or 'i' or 'u' or 'b' ? Values.ToDoubles() : base.ToDoubles();
}
