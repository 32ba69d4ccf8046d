namespace Brine.Models;

/// <summary>Finds all training rows within a radius.</summary>
internal sealed class RadiusModel(NeighborsForm form)
{
    internal INeighborSearch Search { get; } = TrainingSearch.Of(form);

    /// <summary><c>radius</c></summary>
    internal double Radius { get; } = form.Radius!.Value;

    /// <summary>The rows with what is near them, one after the other.</summary>
    internal RadiusRows Ask(Features x, string className)
    {
        AskedRows asked = AskedRows.Of(x);
        Search.Check(asked, className);
        return new RadiusRows(this, x, asked);
    }
}
