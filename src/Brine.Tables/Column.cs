using System.Globalization;
using Brine.Arrays;

namespace Brine.Tables;

/// <summary>A column of a table: numbers (missing ones are NaN) or text (missing ones are null).</summary>
public sealed class Column
{
    private Column(string name, DType dtype, double[]? numbers, string?[]? texts)
    {
        Name = name;
        DType = dtype;
        Numbers = numbers;
        Texts = texts;
    }

    /// <summary>The name; empty where the column has none.</summary>
    public string Name { get; }

    /// <summary>What the values are in Python: float64, int64, bool, object for text...</summary>
    public DType DType { get; }

    /// <summary>The numbers, or null for a column of text.</summary>
    public double[]? Numbers { get; }

    /// <summary>The texts, or null for a column of numbers.</summary>
    public string?[]? Texts { get; }

    /// <summary>True when a missing text is NaN in Python (pandas 3's str columns) and not None.</summary>
    public bool MissingIsNaN { get; init; }

    /// <summary>True for a column of text.</summary>
    public bool IsText => Texts is not null;

    /// <summary>The number of values.</summary>
    public int Length => Numbers?.Length ?? Texts!.Length;

    /// <summary>A column of numbers.</summary>
    /// <param name="name">The name.</param>
    /// <param name="values">The numbers, not copied; NaN where one is missing.</param>
    /// <param name="dtype">What they are in Python; float64 when left out.</param>
    public static Column OfNumbers(string name, double[] values, DType? dtype = null) => new(name, dtype ?? DType.Float64, values, null);

    /// <summary>A column of text.</summary>
    /// <param name="name">The name.</param>
    /// <param name="values">The texts, not copied; null where one is missing.</param>
    /// <param name="missingIsNaN">True when a missing text is NaN in Python, false when it is None.</param>
    public static Column OfText(string name, string?[] values, bool missingIsNaN = false) => new(name, DType.Object, null, values) { MissingIsNaN = missingIsNaN };

    /// <summary>The same values under another name.</summary>
    public Column Rename(string name) => new(name, DType, Numbers, Texts) { MissingIsNaN = MissingIsNaN };

    /// <summary>The same column with some of its rows.</summary>
    public Column SelectRows(IReadOnlyList<int> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return new(Name, DType, Numbers is null ? null : [.. rows.Select(row => Numbers[row])], Texts is null ? null : [.. rows.Select(row => Texts[row])]) { MissingIsNaN = MissingIsNaN };
    }

    /// <summary>A value as text, as Python's <c>str</c> prints it; null where it is missing.</summary>
    public string? TextAt(int row)
    {
        if (Texts is not null)
        {
            return Texts[row];
        }

        double value = Numbers![row];
        return DType.Kind switch
        {
            _ when double.IsNaN(value) => null,
            'b' => value != 0 ? "True" : "False",
            'i' or 'u' => ((long)value).ToString(CultureInfo.InvariantCulture),
            _ => Pickling.PyValue.FromDouble(value).ToString(),
        };
    }
}
