using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace Brine.Server;

/// <summary>The files that people sent: kept in a folder of their own, until an hour after they were last looked at.</summary>
internal sealed class JobStore : IDisposable
{
    private readonly ConcurrentDictionary<string, FileJob> _jobs = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _turn = new(1);
    private readonly Lock _lock = new();
    private readonly BrineServerOptions _options;
    private readonly Timer _timer;
    private string? _folder;

    internal JobStore(BrineServerOptions options)
    {
        _options = options;
        _timer = new Timer(_ => RemoveOld(), null, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));
    }

    /// <summary>The turn of one job after the other.</summary>
    internal SemaphoreSlim Turn => _turn;

    /// <summary>Makes room for a file.</summary>
    /// <exception cref="RequestRefusedException">There are too many files already.</exception>
    internal FileJob Add(string owner, ServedModel model, string fileName)
    {
        RemoveOld();
        if (_jobs.Count >= _options.MaxJobs)
        {
            throw new RequestRefusedException(StatusCodes.Status429TooManyRequests, "RequestLine",
                "the server keeps as many files as it may: delete one of yours, or try again later");
        }

        string id = NewId(), folder = Path.Combine(Folder(), id);
        Directory.CreateDirectory(folder);
        return new FileJob(id, owner, model, folder, fileName);
    }

    /// <summary>Keeps a job whose file has arrived.</summary>
    internal void Keep(FileJob job) => _jobs[job.Id] = job;

    /// <summary>The job of a browser.</summary>
    /// <exception cref="RequestRefusedException">It is not here, or another browser's.</exception>
    internal FileJob Find(string? id, string? owner)
    {
        if (id is not null && owner is not null && _jobs.TryGetValue(id, out FileJob? job) && job.Owner == owner)
        {
            job.Touched = DateTimeOffset.UtcNow;
            return job;
        }

        throw new RequestRefusedException(StatusCodes.Status404NotFound, "JobGone",
            "this file is not here any more: it was deleted, an hour has passed, or the server was started again. Send it again");
    }

    /// <summary>The jobs of a browser, the newest first.</summary>
    internal IReadOnlyList<FileJob> Of(string? owner) =>
        [.. _jobs.Values.Where(job => job.Owner == owner).OrderByDescending(job => job.Touched)];

    internal void Remove(FileJob job)
    {
        _jobs.TryRemove(job.Id, out _);
        job.Dispose();
    }

    internal static string NewId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    public void Dispose()
    {
        _timer.Dispose();
        foreach (FileJob job in _jobs.Values)
        {
            job.Dispose();
        }

        if (_folder is not null)
        {
            try
            {
                Directory.Delete(_folder, recursive: true);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // Somebody holds a file open: the system clears its temporary files.
            }
        }
    }

    private void RemoveOld()
    {
        foreach (FileJob job in _jobs.Values)
        {
            if (job.State != JobState.Running && DateTimeOffset.UtcNow - job.Touched > _options.JobLifetime)
            {
                Remove(job);
            }
        }
    }

    /// <summary>The folder of all jobs, which nobody else may look into; it is made when the first file arrives.</summary>
    private string Folder()
    {
        lock (_lock)
        {
            return _folder ??= Directory.CreateTempSubdirectory("brine-files-").FullName;
        }
    }
}
