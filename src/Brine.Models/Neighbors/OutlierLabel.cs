namespace Brine.Models;

/// <summary>The label of rows without neighbors.</summary>
/// <param name="Index">Its place among the labels.</param>
/// <param name="VoteIndex">The class that gets its share where votes are counted while they are searched, or -1.</param>
/// <param name="Labels">The classes, and behind them the label where it is none of them.</param>
public readonly record struct OutlierLabel(int Index, int VoteIndex, Labels Labels);
