namespace Brine.Tables;

/// <summary>A row of a CSV that has more or fewer fields than there are columns.</summary>
/// <param name="Place">Where it stands among all rows, from 0.</param>
/// <param name="Reason">What is wrong with it, and on which line.</param>
/// <param name="Fields">Its fields, as far as there are columns.</param>
internal sealed record CsvRaggedRow(int Place, string Reason, IReadOnlyList<string> Fields);
