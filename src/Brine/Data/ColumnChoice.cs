using System.Globalization;

namespace Brine;

/// <summary>Takes some of the columns of data, in the order asked for.</summary>
internal static class ColumnChoice
{
    /// <exception cref="ModelInputException">A column is not there.</exception>
    internal static Features Take(Features rows, IReadOnlyList<string> columns)
    {
        IReadOnlyList<string>? names = rows.ColumnNames;
        var places = new int[columns.Count];
        for (int i = 0; i < places.Length; i++)
        {
            string wanted = columns[i];
            places[i] = names is null ? -1 : names.ToList().IndexOf(wanted);
            if (places[i] < 0 && int.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number < rows.ColumnCount)
            {
                places[i] = number;
            }

            if (places[i] < 0)
            {
                string hint = names is not null && Spelling.Closest(wanted, names) is { } close ? $"; did you mean '{close}'?"
                    : names is not null ? $"; it has {string.Join(", ", names.Take(20))}{(names.Count > 20 ? "..." : "")}"
                    : $"; it has {rows.ColumnCount} columns without names, from 0";
                throw new ModelInputException("InputColumns", $"the data has no column '{wanted}'{hint}");
            }
        }

        return rows.SelectColumns(places);
    }
}
