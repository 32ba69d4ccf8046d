namespace Brine.Tables;

/// <summary>The numbers of rows in messages: where a model is asked about a part of the data, a row is called by its number in all of
/// it.</summary>
internal static class RowNumbers
{
    private static readonly AsyncLocal<long> First = new();

    /// <summary>The number of a row in all of the data, from 0.</summary>
    internal static long Of(int row) => First.Value + row;

    /// <summary>From now on, in this flow of work, the first row has this number.</summary>
    internal static void StartAt(long row) => First.Value = row;
}
