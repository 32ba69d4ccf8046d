using System.Globalization;
using Brine.Containers;
using Microsoft.AspNetCore.Http;

namespace Brine.Server;

/// <summary>What somebody said about a file.</summary>
internal static class JobForm
{
    /// <summary>How the file is written, by what the form says.</summary>
    internal static FileReading ReadingOf(IFormCollection sent, FileJob job) => new(
        sent["delimiter"].ToString() switch
        {
            "comma" => ',',
            "semicolon" => ';',
            "tab" => '\t',
            "bar" => '|',
            _ => job.Reading.Delimiter,
        },
        sent["decimal"].ToString() switch { "comma" => ',', "point" => '.', _ => job.Reading.Decimal },
        sent["encoding"].ToString() switch { "latin-1" => true, "utf-8" => false, _ => job.Reading.IsLatin },
        sent["header"].ToString() switch { "yes" => true, "no" => false, _ => job.Reading.HasHeader },
        job.Format == FileFormat.Excel && sent["sheet"].ToString() is { Length: > 0 } sheet ? sheet : job.Reading.Sheet);

    /// <summary>The columns of the file that were chosen, one for each of the model.</summary>
    internal static string?[] MatchesOf(IFormCollection sent, FileJob job)
    {
        string?[] matches = [.. job.Matches];
        for (int i = 0; i < matches.Length; i++)
        {
            if (sent.TryGetValue(FormRequest.Field('m', i), out var value))
            {
                matches[i] = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int column)
                    && column < job.Preview!.Names.Count ? job.Preview.Names[column] : null;
            }
        }

        return matches;
    }
}
