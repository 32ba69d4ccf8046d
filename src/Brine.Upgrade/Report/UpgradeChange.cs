namespace Brine;

/// <summary>One thing that was changed in a model.</summary>
/// <param name="Path">Where, in Python's words: <c>model.steps[1][1]</c>.</param>
/// <param name="ClassName">The class of the object there.</param>
/// <param name="Description">What was done: <c>base_estimator is now estimator</c>.</param>
public sealed record UpgradeChange(string Path, string ClassName, string Description);
