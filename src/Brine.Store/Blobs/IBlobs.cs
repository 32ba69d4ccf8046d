namespace Brine.Store;

/// <summary>Files under the SHA-256 of their bytes, as this machine has them and as the store keeps them.</summary>
internal interface IBlobs : IDisposable
{
    /// <summary>Copies a file to this machine's part of the store, still without its name.</summary>
    /// <exception cref="Containers.FileNotWrittenException">The disk is full, or the system does not let it be written.</exception>
    IncomingBlob Receive(Stream source, CancellationToken cancellationToken);

    /// <summary>Brings a file to where the store keeps it, before the index is changed: nobody waits for it.</summary>
    void Send(IncomingBlob blob, CancellationToken cancellationToken);

    /// <summary>Gives a file its name. Called within a change of the index, so that nobody clears it away before it is referenced; again
    /// where the change is tried again.</summary>
    void Keep(IncomingBlob blob, IIndexChange change);

    /// <summary>Has a file on this machine, hashed now.</summary>
    /// <exception cref="StoreException">It is not there, or not as it was written.</exception>
    void Verify(StoredFile file, CancellationToken cancellationToken = default);

    /// <summary>Hashes a file where the store keeps it.</summary>
    /// <exception cref="StoreException">It is not there, or not as it was written.</exception>
    void VerifyAtSource(StoredFile file, CancellationToken cancellationToken = default);

    /// <summary>Copies a file out while it is hashed again.</summary>
    /// <exception cref="StoreException">It is not there, or not as it was written: what was copied is not to be used.</exception>
    void CopyTo(StoredFile file, Stream target, CancellationToken cancellationToken = default);

    /// <summary>The bytes of a file, as they were written.</summary>
    /// <exception cref="StoreException">It is not there, or not as it was written.</exception>
    byte[] Read(StoredFile file);

    /// <summary>What tells whether a file was touched on this machine since it was hashed.</summary>
    (long Length, DateTime Written) Stamp(StoredFile file);

    /// <summary>Where a file lies on this machine after it was verified.</summary>
    string PathOf(string hash);

    /// <summary>Finds the files that nobody references. Called within a change of the index; what can be taken away within it is.</summary>
    /// <param name="kept">The hashes of those that are referenced.</param>
    /// <param name="change">The change.</param>
    Garbage Collect(IReadOnlySet<string> kept, IIndexChange change);

    /// <summary>Takes away what was found and is still there, after the index was changed.</summary>
    void Clear(Garbage garbage);
}
