namespace Brine.Verification;

/// <summary>Where in a value something stands; printed only when it is wrong.</summary>
internal sealed class ValuePath(ValuePath? parent, string step)
{
    private const int LongestShown = 40;

    internal static ValuePath Root { get; } = new(null, "value");

    internal ValuePath Then(string next) => new(this, next);

    internal ValuePath At(int index) => new(this, $"[{index}]");

    public override string ToString()
    {
        var steps = new List<string>();
        for (ValuePath? at = this; at is not null; at = at.Parent)
        {
            steps.Add(at.Step);
        }

        steps.Reverse();
        return steps.Count <= LongestShown ? string.Concat(steps)
            : string.Concat(steps.Take(LongestShown / 2)) + $"...({steps.Count} steps)..."
                + string.Concat(steps.TakeLast(LongestShown / 2));
    }

    private ValuePath? Parent { get; } = parent;

    private string Step { get; } = step;
}
