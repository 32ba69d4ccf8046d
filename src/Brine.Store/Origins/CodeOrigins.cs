namespace Brine.Store;

/// <summary>Says which code made a model, as far as the folder of the code tells.</summary>
internal static class CodeOrigins
{
    internal static CodeOrigin Of(string? folder, StoredFile? script)
    {
        var origin = new CodeOrigin { Script = script };
        if (folder is null)
        {
            return origin;
        }

        try
        {
            if (GitRepository.Find(folder) is not { } repository)
            {
                return origin;
            }

            (string? commit, string? branch) = repository.Head();
            return origin with
                { Commit = commit, Branch = branch, IsDirty = commit is null ? null : GitIndex.IsDirty(repository, commit) };
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException or ArgumentException)
        {
            // A repository that cannot be read is as good as none: the model is there all the same.
            return origin;
        }
    }
}
