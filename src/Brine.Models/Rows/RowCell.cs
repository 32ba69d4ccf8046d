using Brine.Pickling;

namespace Brine.Models;

/// <summary>What a column of the model is among the cells of a row.</summary>
/// <param name="Index">Which cell holds it.</param>
/// <param name="IsNumber">True for numbers and bools.</param>
/// <param name="IsText">True for text.</param>
/// <param name="TakesGap">True where a gap among numbers is NaN.</param>
/// <param name="Gap">What a gap of text was in training, NaN or None; null where the model does not say.</param>
internal readonly record struct RowCell(int Index, bool IsNumber, bool IsText, bool TakesGap, PyValue? Gap)
{
    /// <summary>True where the cell is one that encoders look up.</summary>
    internal bool IsKnown => IsNumber || IsText;
}
