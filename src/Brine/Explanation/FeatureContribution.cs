namespace Brine;

/// <summary>What one feature of a row adds to the answers.</summary>
/// <param name="Name">The name of the feature.</param>
/// <param name="Column">Its column, from 0.</param>
/// <param name="Value">The value that the row has there, as the model is given it.</param>
/// <param name="Amounts">What it adds, for each output.</param>
public sealed record FeatureContribution(string Name, int Column, double Value, IReadOnlyList<double> Amounts);
