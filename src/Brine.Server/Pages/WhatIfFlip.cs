namespace Brine.Server;

/// <summary>A change of one column that changes the label.</summary>
/// <param name="Column">The column.</param>
/// <param name="Value">Its other value.</param>
/// <param name="Label">The label then.</param>
/// <param name="Distance">How large the change is, as a share of the range of the column.</param>
internal sealed record WhatIfFlip(int Column, string Value, string Label, double Distance);
