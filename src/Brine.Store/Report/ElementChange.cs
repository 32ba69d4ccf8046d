namespace Brine.Store;

/// <summary>A number of an array that two versions have differently.</summary>
/// <param name="Place">Where it stands in the array: <c>[0, 2]</c>.</param>
/// <param name="Left">What the first version has.</param>
/// <param name="Right">What the second version has.</param>
public sealed record ElementChange(string Place, double Left, double Right);
