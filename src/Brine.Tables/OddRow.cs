namespace Brine.Tables;

/// <summary>A row of a file that fits into no table: a row of a CSV with more or fewer fields than there are columns, or a line that is
/// no JSON.</summary>
/// <param name="Place">Where it stands among all rows, from 0.</param>
/// <param name="Code">The code of the error.</param>
/// <param name="Reason">What is wrong with it, and on which line.</param>
/// <param name="Fields">Its fields, as far as there are columns.</param>
internal sealed record OddRow(int Place, string Code, string Reason, IReadOnlyList<string> Fields);
