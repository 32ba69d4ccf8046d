namespace Brine.Models;

/// <summary>The form of LocalOutlierFactor: how much sparser the training rows lie around a row than around its neighbors.</summary>
public sealed record OutlierFactorForm : EstimatorForm
{
    internal OutlierFactorForm(NeighborsForm neighbors) => Neighbors = neighbors;

    /// <summary>The rows of the training, and how neighbors are found among them.</summary>
    public NeighborsForm Neighbors { get; }

    /// <summary>True where new rows can be scored (<c>novelty=True</c>); else the model has the scores of its training rows
    /// alone.</summary>
    public bool ScoresNewRows { get; init; }

    /// <summary><c>n_neighbors_</c>: how many neighbors scores are made of.</summary>
    public int ScoredNeighborCount { get; init; }

    /// <summary><c>_lrd</c>: the density around each row of the training.</summary>
    public IReadOnlyList<double> Densities { get; init; } = [];

    /// <summary>How far the last of the neighbors of each row of the training is.</summary>
    public IReadOnlyList<double> Reaches { get; init; } = [];

    /// <summary><c>offset_</c>: scores below it are those of outliers.</summary>
    public double Offset { get; init; }

    /// <summary>True where rows of float32 have distances of float32 (from 1.2 on).</summary>
    internal bool KeepsSingles { get; init; }

    /// <summary>True where distances and densities of the training are float32.</summary>
    internal bool IsSingle { get; init; }
}
