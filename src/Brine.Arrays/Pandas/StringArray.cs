using Brine.Pickling;

namespace Brine.Arrays;

/// <summary>pandas' <c>StringArray</c>: text in Python objects.</summary>
public sealed class StringArray : PandasArray
{
    internal StringArray(NDArray values, string dtypeName, string? storage, bool missingIsNaN, string className)
        : base(className)
    {
        Values = values;
        DTypeName = dtypeName;
        Storage = storage;
        MissingIsNaN = missingIsNaN;
    }

    /// <summary>The texts, and what stands for missing ones.</summary>
    public NDArray Values { get; }

    /// <inheritdoc/>
    public override string DTypeName { get; }

    /// <summary>The storage of the text: <c>python</c>, or null for pandas up to 1.2, which had one way only.</summary>
    public string? Storage { get; }

    /// <summary>True when a missing text is NaN in Python (the <c>str</c> of pandas 3), false when it is <c>pandas.NA</c>.</summary>
    public bool MissingIsNaN { get; }

    /// <inheritdoc/>
    public override int Length => Values.Length;

    /// <inheritdoc/>
    public override PyValue this[int index] => Values[index] is var value && PandasMissing.Is(value) ? default : value;
}
