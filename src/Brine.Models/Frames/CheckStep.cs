namespace Brine.Models;

/// <summary>Refuses frames: a column that is not there, values that are missing or infinite where none may be. Then the columns stand in
/// the order of the training.</summary>
/// <param name="Names">The columns of the training, in order; null where the file does not say.</param>
/// <param name="Whole">Those in which nothing may be missing.</param>
/// <param name="RefusesInfinity">True where those may hold no infinity either.</param>
public sealed record CheckStep(IReadOnlyList<string>? Names, IReadOnlyList<string> Whole, bool RefusesInfinity) : FrameStep
{
    internal override void Apply(FrameDraft frame)
    {
        foreach (string name in Whole)
        {
            frame.RequireWhole(name);
            double[]? numbers = RefusesInfinity ? frame[name].Numbers : null;
            int row = numbers is null ? -1 : Array.FindIndex(numbers, double.IsInfinity);
            if (row >= 0)
            {
                throw frame.Refuse("InputNotFinite", $"the value in row {RowNumbers.Of(row)}, column '{name}' is infinite");
            }
        }

        if (Names is not null)
        {
            frame.Keep(Names);
        }
    }
}
