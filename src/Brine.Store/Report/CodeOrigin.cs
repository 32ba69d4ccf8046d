namespace Brine.Store;

/// <summary>The code that made a model.</summary>
public sealed record CodeOrigin
{
    /// <summary>The commit that git had checked out; null where the code was in no repository, or its first commit was not made.</summary>
    public string? Commit { get; init; }

    /// <summary>The branch, or null.</summary>
    public string? Branch { get; init; }

    /// <summary>True where files that git knows were changed after the commit; null where that could not be told.</summary>
    public bool? IsDirty { get; init; }

    /// <summary>The script that trained the model, or null.</summary>
    public StoredFile? Script { get; init; }
}
