using System.Security.Cryptography;
using Brine.Containers;

namespace Brine.Store;

/// <summary>Files under the SHA-256 of their bytes. A file has its name only when it is complete and on the disk.</summary>
/// <param name="root">The folder of the store.</param>
internal sealed class BlobFolder(string root) : IBlobs
{
    private string Blobs => Path.Combine(root, "blobs");

    private string Incoming => Path.Combine(root, "incoming");

    /// <summary>True where there are files of versions.</summary>
    internal bool HasFiles() => Directory.Exists(Blobs) && Directory.EnumerateFiles(Blobs, "*", SearchOption.AllDirectories).Any();

    public void Dispose()
    {
    }

    public string PathOf(string hash) => Path.Combine(Blobs, hash[..2], hash);

    public IncomingBlob Receive(Stream source, CancellationToken cancellationToken)
    {
        FileStream target;
        try
        {
            Directory.CreateDirectory(Incoming);
            target = new FileStream(Path.Combine(Incoming, Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite,
                IncomingBlob.Share, bufferSize: 0);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw NotWritten(root, error);
        }

        try
        {
            (string hash, long bytes) = (source is FileStream file ? KernelCopy.Try(file, target, cancellationToken) : null)
                ?? HashingCopy.Run(source, target, cancellationToken);

            // From here on it is only read, so that others can read it too; it is locked all the while.
            var reading = new FileStream(target.Name, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete,
                bufferSize: 0);
            var blob = new IncomingBlob(reading, hash, bytes);
            target.Dispose();
            return blob;
        }
        catch
        {
            File.Delete(target.Name);
            target.Dispose();
            throw;
        }
    }

    public void Send(IncomingBlob blob, CancellationToken cancellationToken)
    {
    }

    public void Keep(IncomingBlob blob, IIndexChange change)
    {
        if (!blob.IsKept)
        {
            Put(blob);
        }
    }

    /// <summary>Gives a file its name.</summary>
    internal void Put(IncomingBlob blob)
    {
        string target = PathOf(blob.Hash), folder = Path.GetDirectoryName(target)!;
        try
        {
            if (!Directory.Exists(folder))
            {
                Directory.CreateDirectory(folder);
                AtomicFile.FlushFolder(Blobs);
                AtomicFile.FlushFolder(root);
            }

            // One that is there already has the same bytes, or is damaged and mended by this.
            blob.MoveTo(target);
            AtomicFile.FlushFolder(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw NotWritten(target, error);
        }
    }

    /// <summary>The SHA-256 of what is left of a stream.</summary>
    internal static (string Hash, long Bytes) HashOf(Stream source, CancellationToken cancellationToken) =>
        HashingCopy.Run(source, Stream.Null, cancellationToken);

    public void Verify(StoredFile file, CancellationToken cancellationToken = default) => CopyTo(file, Stream.Null, cancellationToken);

    public void VerifyAtSource(StoredFile file, CancellationToken cancellationToken = default) => Verify(file, cancellationToken);

    public void CopyTo(StoredFile file, Stream target, CancellationToken cancellationToken = default)
    {
        using FileStream stream = Open(file);
        if (stream.Length != file.Bytes || HashingCopy.Run(stream, target, cancellationToken).Hash != file.Hash)
        {
            throw Damaged(file);
        }
    }

    public byte[] Read(StoredFile file)
    {
        using FileStream stream = Open(file);
        if (stream.Length != file.Bytes)
        {
            throw Damaged(file);
        }

        byte[] bytes = GC.AllocateUninitializedArray<byte>(checked((int)file.Bytes));
        return stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) == bytes.Length
            && Convert.ToHexStringLower(SHA256.HashData(bytes)) == file.Hash ? bytes : throw Damaged(file);
    }

    /// <summary>Whether there is a file, right or wrong.</summary>
    internal bool Has(string hash) => File.Exists(PathOf(hash));

    public (long Length, DateTime Written) Stamp(StoredFile file)
    {
        var info = new FileInfo(PathOf(file.Hash));
        return info.Exists ? (info.Length, info.LastWriteTimeUtc) : throw Missing(file);
    }

    /// <summary>Nobody else gives a file its name while the index is being changed: what is found is taken away.</summary>
    public Garbage Collect(IReadOnlySet<string> kept, IIndexChange change)
    {
        (int files, long bytes) = DeleteLeftovers();
        foreach (string hash in Hashes().Where(hash => !kept.Contains(hash)).ToArray())
        {
            bytes += Delete(hash);
            files++;
        }

        return new Garbage(files, bytes);
    }

    public void Clear(Garbage garbage)
    {
    }

    /// <summary>The hashes of all files that have a name.</summary>
    private IEnumerable<string> Hashes() => !Directory.Exists(Blobs) ? []
        : Directory.EnumerateFiles(Blobs, "*", SearchOption.AllDirectories).Select(file => Path.GetFileName(file)!)
            .Where(name => name.Length == 64 && name.All(char.IsAsciiHexDigitLower));

    /// <summary>Takes a file away; its size.</summary>
    private long Delete(string hash)
    {
        var file = new FileInfo(PathOf(hash));
        long bytes = file.Exists ? file.Length : 0;
        file.Delete();
        return bytes;
    }

    /// <summary>Takes away what copies that were killed left; those under way are locked.</summary>
    private GarbageReport DeleteLeftovers()
    {
        int files = 0;
        long bytes = 0;
        foreach (string file in Directory.Exists(Incoming) ? Directory.GetFiles(Incoming) : [])
        {
            try
            {
                using var locked = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, IncomingBlob.Alone, bufferSize: 0);
                bytes += locked.Length;
                File.Delete(file);
                files++;
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // It is being written, or gone.
            }
        }

        return new GarbageReport(files, bytes);
    }

    private FileStream Open(StoredFile file)
    {
        try
        {
            return new FileStream(PathOf(file.Hash), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Missing(file);
        }
    }

    internal static FileNotWrittenException NotWritten(string path, Exception error) =>
        new($"{path} was not written: {(AtomicFile.Reason(error) ?? error.Message).TrimEnd('.')}; the store is unchanged", error);

    internal static StoreException Missing(StoredFile file) =>
        new("StoreFileMissing", $"the file of {SafeText.Of(file.Name)} (sha256 {file.Hash}) is not in the store any more");

    internal static StoreException Damaged(StoredFile file) =>
        new("StoreHash", $"the file of {SafeText.Of(file.Name)} does not have its SHA-256 {file.Hash} any more: it was changed, and is not "
            + "given out");
}
