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
            places[i] = Find(names, rows.ColumnCount, wanted);
            if (places[i] < 0)
            {
                string hint = names is not null && Spelling.Closest(wanted, names) is { } close ? $"; did you mean '{close}'?"
                    : names is not null ? $"; it has {string.Join(", ", names.Take(20))}{(names.Count > 20 ? "..." : "")}"
                    : $"; it has {rows.ColumnCount} columns without names, from 0";
                throw new ModelInputException("InputColumns", $"the data has no column '{wanted}'{hint}");
            }

            if (names is not null && names[places[i]] == wanted && names.Count(name => name == wanted) > 1)
            {
                throw new ModelInputException("InputColumns",
                    $"the data has several columns '{wanted}': name the one that is meant by its number, from 0");
            }

            int earlier = Array.IndexOf(places, places[i], 0, i);
            if (earlier >= 0)
            {
                throw new ModelInputException("InputColumns",
                    $"column '{wanted}' is asked for twice{(columns[earlier] == wanted ? "" : $", as '{columns[earlier]}' too")}: name "
                        + "each column once");
            }
        }

        return rows.SelectColumns(places);
    }

    /// <summary>Where a column stands: by its name, else by its number from 0; -1 where it is not there.</summary>
    internal static int Find(IReadOnlyList<string>? names, int count, string wanted)
    {
        for (int i = 0; names is not null && i < names.Count; i++)
        {
            if (names[i] == wanted)
            {
                return i;
            }
        }

        return int.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number < count ? number : -1;
    }
}
