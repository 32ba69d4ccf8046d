namespace Brine.Store;

/// <summary>Something inside of a model that two versions have differently.</summary>
/// <param name="Place">Where it stands, in Python's words: <c>model.steps[0][1].mean_</c>.</param>
/// <param name="Kind">A parameter that was chosen, or an attribute that was learned.</param>
/// <param name="Left">What the first version has; null where it has nothing there.</param>
/// <param name="Right">What the second version has; null where it has nothing there.</param>
/// <param name="Detail">Of arrays how many elements differ, and how much; else nothing.</param>
public sealed record ValueChange(string Place, ChangeKind Kind, string? Left, string? Right, string Detail = "")
{
    /// <summary>Of arrays of numbers the elements that differ most, the worst first; at most twelve.</summary>
    public IReadOnlyList<ElementChange> Elements { get; init; } = [];

    /// <summary>The place and what changed there.</summary>
    public override string ToString() =>
        $"{Place}: {(Detail.Length > 0 ? Detail : $"{Left ?? "nothing"} -> {Right ?? "nothing"}")}";
}
