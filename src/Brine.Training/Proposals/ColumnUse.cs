namespace Brine.Training;

/// <summary>What a proposed pipeline does with a column.</summary>
public enum ColumnUse
{
    /// <summary>Numbers: gaps are filled with the median, and scaled where the model asks for it.</summary>
    Number,

    /// <summary>Bools without gaps, which pass as 0 and 1.</summary>
    Flag,

    /// <summary>A few texts, or bools with gaps: a column of zeros and ones for each.</summary>
    Category,

    /// <summary>Free text: the words are counted and weighed.</summary>
    Words,

    /// <summary>Nothing: <see cref="ProposedColumn.Reason"/> says why.</summary>
    Dropped,
}
