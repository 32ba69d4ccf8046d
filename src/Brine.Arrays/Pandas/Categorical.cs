using Brine.Pickling;

namespace Brine.Arrays;

/// <summary>pandas' <c>Categorical</c>: for each value the number of its category.</summary>
public sealed class Categorical : PandasArray
{
    private readonly long[] _codes;

    internal Categorical(NDArray codes, PandasIndex categories, bool isOrdered, string className)
        : base(className)
    {
        Codes = codes;
        Categories = categories;
        IsOrdered = isOrdered;
        _codes = codes.DType.Kind is 'i' or 'u' ? codes.ToInt64s() : throw PandasObject.Bad("the codes of a Categorical are not ints");
        foreach (long code in _codes)
        {
            if (code < -1 || code >= categories.Length)
            {
                throw PandasObject.Bad($"code {code} of a Categorical has no category; there are {categories.Length}");
            }
        }
    }

    /// <summary>The number of the category of each value, -1 where it is missing.</summary>
    public NDArray Codes { get; }

    /// <summary>The categories, in their order.</summary>
    public PandasIndex Categories { get; }

    /// <summary>True when the categories have an order of size.</summary>
    public bool IsOrdered { get; }

    /// <inheritdoc/>
    public override int Length => _codes.Length;

    /// <inheritdoc/>
    public override string DTypeName => "category";

    /// <inheritdoc/>
    public override PyValue this[int index] => _codes[index] < 0 ? default : Categories[(int)_codes[index]];

    /// <inheritdoc/>
    public override bool IsMissing(int index) => _codes[index] < 0;

    /// <inheritdoc/>
    public override string? TextAt(int index) => _codes[index] < 0 ? null : Categories.TextAt((int)_codes[index]);
}
