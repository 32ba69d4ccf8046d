namespace Brine.Training;

/// <summary>How well one class is told from the others.</summary>
/// <param name="Name">The class.</param>
/// <param name="Precision">The share of the answers with this class that are right.</param>
/// <param name="Recall">The share of the rows of this class that are answered with it.</param>
/// <param name="F1">The harmonic mean of both.</param>
/// <param name="Support">How many rows have this class.</param>
public sealed record ClassScore(string Name, double Precision, double Recall, double F1, long Support);
