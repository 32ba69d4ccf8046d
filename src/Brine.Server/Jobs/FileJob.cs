using Brine.Containers;

namespace Brine.Server;

/// <summary>A file that somebody sent, and what becomes of it.</summary>
/// <param name="id">By what it is asked for; nobody guesses it.</param>
/// <param name="owner">The browser that sent it.</param>
/// <param name="model">The model that answers.</param>
/// <param name="folder">Where its files lie.</param>
/// <param name="fileName">What the browser called the file.</param>
internal sealed class FileJob(string id, string owner, ServedModel model, string folder, string fileName) : IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    internal string Id => id;

    internal string Owner => owner;

    internal ServedModel Model => model;

    internal string FileName => fileName;

    /// <summary>The file as it was sent.</summary>
    internal string DataPath => Path.Combine(folder, "data");

    internal string Folder => folder;

    internal DateTimeOffset Touched { get; set; } = DateTimeOffset.UtcNow;

    internal long Bytes { get; set; }

    internal FileFormat Format { get; set; }

    /// <summary>How the file is written, as it was found out or said.</summary>
    internal FileReading Reading { get; set; } = FileReading.Default;

    /// <summary>What was found in the file; null where it cannot be read so.</summary>
    internal FilePreview? Preview { get; set; }

    /// <summary>For each column of the model the column of the file, or null for none.</summary>
    internal string?[] Matches { get; set; } = [];

    internal volatile JobState State;

    internal long RowCount { get; set; }

    internal long FailedRowCount { get; set; }

    /// <summary>Which share is done, from 0 to 1; NaN where it is not known.</summary>
    internal double Share { get; set; } = double.NaN;

    /// <summary>What went wrong.</summary>
    internal string? Error { get; set; }

    /// <summary>The first of the rows that have no answer, with the reasons.</summary>
    internal IReadOnlyList<(long Row, string Reason)> Problems { get; set; } = [];

    internal string? ResultPath { get; set; }

    internal string? ResultName { get; set; }

    internal CancellationToken Stopped => _stop.Token;

    /// <summary>Ends the work, and removes the files.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (IOException)
        {
            // Somebody fetches the result: the folder of all jobs goes with the server.
        }
        catch (UnauthorizedAccessException)
        {
            // The same, on systems that say it so.
        }
    }
}
