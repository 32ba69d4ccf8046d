namespace Brine.Models;

/// <summary>Refuses rows that a model does not take, where a loop over them finds out that something is odd.</summary>
/// <param name="model">The model.</param>
/// <param name="contract">What it takes.</param>
internal sealed class RowCheck(Estimator model, InputContract contract)
{
    /// <summary>Refuses numbers that are missing, infinite or too large where the model does not take them.</summary>
    /// <param name="values">Whole rows.</param>
    /// <param name="columnCount">How many values a row has.</param>
    /// <param name="firstRow">The number of the first, or null where there is only one.</param>
    /// <param name="names">The names of the columns of the data.</param>
    /// <exception cref="ModelInputException">A number is none that the model takes.</exception>
    internal void Require(ReadOnlySpan<double> values, int columnCount, int? firstRow, IReadOnlyList<string>? names) =>
        InputCheck.Require(model, contract, values, columnCount, firstRow, names);
}
