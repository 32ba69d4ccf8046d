using Brine.Pickling;

namespace Brine.Arrays;

/// <summary>pandas' nullable <c>Int64</c>, <c>Float32</c>, <c>boolean</c> and their like: values, and a mask of which are
/// missing.</summary>
public sealed class NullableArray : PandasArray
{
    internal NullableArray(NDArray values, NDArray mask, string className)
        : base(className)
    {
        Values = values;
        Mask = mask;
        if (mask.Length != values.Length || mask.DType.Kind != 'b')
        {
            throw PandasObject.Bad($"a {className} of {values.Length} values has a mask of {mask.Length} {mask.DType.Name}");
        }
    }

    /// <summary>The values; what stands where one is missing means nothing.</summary>
    public NDArray Values { get; }

    /// <summary>True where a value is missing.</summary>
    public NDArray Mask { get; }

    /// <inheritdoc/>
    public override int Length => Values.Length;

    /// <inheritdoc/>
    public override string DTypeName => Values.DType.Kind == 'b' ? "boolean" : PandasDType.Nullable(Values.DType);

    /// <inheritdoc/>
    public override PyValue this[int index] => IsMissing(index) ? default : Values[index];

    /// <inheritdoc/>
    public override string? TextAt(int index) =>
        IsMissing(index) ? null
            : Values.DType is { Kind: 'f', ItemSize: not 8 } ? FloatText.Repr(Values.FloatAt(index)) : PandasText.Of(Values[index]);

    /// <inheritdoc/>
    public override bool IsMissing(int index) => Mask[index].TryGetBool(out bool isMissing) && isMissing;
}
