namespace Brine.Store;

/// <summary>Files that are kept elsewhere, with copies on this machine. No copy is believed before it is hashed; a wrong one is fetched
/// again.</summary>
/// <param name="here">The copies.</param>
/// <param name="there">Where the store keeps its files.</param>
internal sealed class CachedBlobs(BlobFolder here, IRemoteBlobs there) : IBlobs
{
    public void Dispose() => there.Dispose();

    public IncomingBlob Receive(Stream source, CancellationToken cancellationToken) => here.Receive(source, cancellationToken);

    public void Send(IncomingBlob blob, CancellationToken cancellationToken) => blob.Sent = there.Send(blob, cancellationToken);

    public void Keep(IncomingBlob blob, IIndexChange change)
    {
        there.Keep(blob, change);
        here.Keep(blob, change);
    }

    public void Verify(StoredFile file, CancellationToken cancellationToken = default)
    {
        try
        {
            here.Verify(file, cancellationToken);
        }
        catch (StoreException error) when (error.Code is "StoreFileMissing" or "StoreHash")
        {
            Fetch(file, cancellationToken);
        }
    }

    public void VerifyAtSource(StoredFile file, CancellationToken cancellationToken = default) => Require(file, there.Take(file,
        stream => HashingCopy.Run(stream, Stream.Null, cancellationToken) == (file.Hash, file.Bytes)));

    public void CopyTo(StoredFile file, Stream target, CancellationToken cancellationToken = default)
    {
        Verify(file, cancellationToken);
        here.CopyTo(file, target, cancellationToken);
    }

    public byte[] Read(StoredFile file)
    {
        try
        {
            return here.Read(file);
        }
        catch (StoreException error) when (error.Code is "StoreFileMissing" or "StoreHash")
        {
            Fetch(file, CancellationToken.None);
            return here.Read(file);
        }
    }

    public (long Length, DateTime Written) Stamp(StoredFile file)
    {
        if (!here.Has(file.Hash))
        {
            Fetch(file, CancellationToken.None);
        }

        return here.Stamp(file);
    }

    public string PathOf(string hash) => here.PathOf(hash);

    public Garbage Collect(IReadOnlySet<string> kept, IIndexChange change)
    {
        here.Collect(kept, change);
        return there.Collect(kept, change);
    }

    public void Clear(Garbage garbage) => there.Clear(garbage);

    private void Fetch(StoredFile file, CancellationToken cancellationToken) => Require(file, there.Take(file, stream =>
    {
        using IncomingBlob blob = here.Receive(stream, cancellationToken);
        if (blob.Hash != file.Hash || blob.Bytes != file.Bytes)
        {
            return false;
        }

        here.Put(blob);
        return true;
    }));

    private static void Require(StoredFile file, bool? isRight)
    {
        if (isRight != true)
        {
            throw isRight is null ? BlobFolder.Missing(file) : BlobFolder.Damaged(file);
        }
    }
}
