namespace Brine;

/// <summary>Data that holds the target beside the rows.</summary>
public static class TargetColumns
{
    /// <summary>Takes the target out of data.</summary>
    /// <param name="data">The data.</param>
    /// <param name="target">The columns of the target, by name, or by number from 0.</param>
    /// <returns>The rows without these columns, and these columns.</returns>
    /// <exception cref="ModelInputException">A column is not there.</exception>
    public static (Features Rows, Features Target) Split(Features data, params IReadOnlyList<string> target)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(target);
        Features taken = ColumnChoice.Take(data, target);
        int[] places = [.. target.Select(column => ColumnChoice.Find(data.ColumnNames, data.ColumnCount, column))];
        return (data.SelectColumns([.. Enumerable.Range(0, data.ColumnCount).Except(places)]), taken);
    }
}
