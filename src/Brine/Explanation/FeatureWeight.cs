namespace Brine;

/// <summary>What one feature counts.</summary>
/// <param name="Name">The name of the feature.</param>
/// <param name="Column">Its column, from 0.</param>
/// <param name="Value">Its importance or coefficient.</param>
public readonly record struct FeatureWeight(string Name, int Column, double Value);
