namespace Brine.Models;

/// <summary>Finds the nearest training rows.</summary>
internal interface INeighborSearch
{
    /// <summary>How many training rows there are.</summary>
    int TrainingCount { get; }

    int Dimension { get; }

    /// <summary>What may be asked about.</summary>
    InputContract Inputs { get; }

    /// <summary>The nearest of one row, the nearest first.</summary>
    /// <param name="row">The numbers of the row.</param>
    /// <param name="distances">Room for as many distances as neighbours are wanted.</param>
    /// <param name="indices">Room for their indices.</param>
    void Find(ReadOnlySpan<double> row, Span<double> distances, Span<int> indices);

    /// <summary>The nearest of each row.</summary>
    void FindAll(Features x, int neighbourCount, Span<double> distances, Span<int> indices);
}
