using Brine.Containers;

namespace Brine;

/// <summary>Options that say how one form of data is written, held against the form that the data has.</summary>
internal static class ReadOptions
{
    /// <exception cref="ModelInputException">Something was said that is no use for this form.</exception>
    internal static void Check(FileFormat format, CsvOptions csv, NpzOptions? npz = null, string? sheet = null)
    {
        string? found = format switch
        {
            FileFormat.Npy => "a .npy array",
            FileFormat.Npz or FileFormat.Zip => "an archive of arrays",
            FileFormat.Pickle => "a pickle",
            FileFormat.Json => "JSON",
            FileFormat.Skops => "a skops file",
            FileFormat.Mlflow => "an MLflow folder",
            FileFormat.Csv => "a CSV",
            FileFormat.Parquet => "a Parquet table",
            FileFormat.Arrow => "an Arrow table",
            FileFormat.Excel => "an Excel workbook",
            _ => null,
        };
        if (found is not null && format != FileFormat.Csv && csv != CsvOptions.Default)
        {
            throw new ModelInputException("InputOption", $"the data is {found}, and it was said how a CSV is written");
        }

        if (found is not null && format != FileFormat.Excel && sheet is not null)
        {
            throw new ModelInputException("InputOption", $"the data is {found}, and a sheet of a workbook was named");
        }

        if (found is not null && format is not (FileFormat.Npz or FileFormat.Zip) && npz is not null)
        {
            throw new ModelInputException("InputOption", $"the data is {found}, and a line of a manifest tells of the arrays of an .npz");
        }
    }
}
