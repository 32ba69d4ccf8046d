namespace Brine.Models;

/// <summary>What the models hold that ask for all training rows within a radius.</summary>
internal sealed class RadiusModel(EstimatorReader reader)
{
    internal INeighborSearch Search { get; } = TrainingSearch.Read(reader);

    /// <summary>What may be asked about; what its metric makes of sparse rows is for the search to say.</summary>
    internal InputContract Inputs => InputContract.FiniteOrSparse with { TakesMissing = Search.TakesMissing };

    /// <summary><c>radius</c></summary>
    internal double Radius { get; } = reader.Double("radius", 1);

    /// <summary>The rows with what is near them, one after the other.</summary>
    internal RadiusRows Ask(Features x, string className)
    {
        AskedRows asked = AskedRows.Of(x);
        Search.Check(asked, className);
        return new RadiusRows(this, x, asked);
    }
}
