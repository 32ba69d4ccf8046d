namespace Brine.Store;

/// <summary>Where a store keeps its files, if not on this machine.</summary>
internal interface IRemoteBlobs : IDisposable
{
    /// <summary>Brings a file there, as one that nobody references yet.</summary>
    /// <returns>What it is called there; given up when it is disposed.</returns>
    IDisposable Send(IncomingBlob blob, CancellationToken cancellationToken);

    /// <summary>Makes a file that was sent one that stays. Called within a change of the index.</summary>
    void Keep(IncomingBlob blob, IIndexChange change);

    /// <summary>Takes a file to this machine.</summary>
    /// <param name="file">The file.</param>
    /// <param name="take">Takes the bytes, and says whether they are right; may be asked again about other copies.</param>
    /// <returns>Whether there were right ones; null where there is no such file.</returns>
    bool? Take(StoredFile file, Func<Stream, bool> take);

    /// <summary>See <see cref="IBlobs.Collect"/>.</summary>
    Garbage Collect(IReadOnlySet<string> kept, IIndexChange change);

    /// <summary>See <see cref="IBlobs.Clear"/>.</summary>
    void Clear(Garbage garbage);
}
