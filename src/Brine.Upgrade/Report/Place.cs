using Brine.Models;

namespace Brine;

/// <summary>Where in the model something is.</summary>
/// <param name="Parent">What it is in; null for the whole.</param>
/// <param name="Step">How it is reached from there: <c>.coef_</c>, <c>[0]</c>.</param>
/// <param name="Version">The version of scikit-learn that wrote the nearest estimator around it.</param>
internal sealed record Place(Place? Parent, string Step, SavedVersion Version)
{
    private const int MostSteps = 24;
    private const int LongestStep = 80;
    private const int DeepestShown = 10_000;

    private int Depth { get; } = Parent is null ? 0 : Parent.Depth + 1;

    internal static Place Whole { get; } = new(null, "model", default);

    /// <summary>The class of the nearest estimator around it; empty where there is none.</summary>
    internal string Owner { get; init; } = "";

    internal Place Inside(string step) => new(this, step.Length > LongestStep ? step[..LongestStep] : step, Version) { Owner = Owner };

    public override string ToString()
    {
        if (Depth > DeepestShown)
        {
            return "model...";
        }

        var steps = new List<string>();
        for (Place? place = this; place is not null; place = place.Parent)
        {
            steps.Add(place.Step);
        }

        steps.Reverse();
        return SafeText.Of(steps.Count <= MostSteps ? string.Concat(steps) : string.Concat(steps.Take(MostSteps)) + "...");
    }
}
