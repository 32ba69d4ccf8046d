using System.Security.Cryptography;
using Npgsql;

namespace Brine.Store;

/// <summary>The files of a store in PostgreSQL, in pieces of a megabyte. A file is an upload under a number of its own until a change of
/// the index gives it its hash; who uploads holds a lock of that number, which ends with the connection.</summary>
/// <param name="database">Where they are.</param>
internal sealed class PostgresBlobs(PostgresDatabase database) : IRemoteBlobs
{
    private const int Piece = 1 << 20;

    /// <summary>The database is let go of by the index.</summary>
    public void Dispose()
    {
    }

    public IDisposable Send(IncomingBlob blob, CancellationToken cancellationToken) => database.Guard(isWrite: true, () =>
    {
        NpgsqlConnection connection = database.Open();
        var upload = new PostgresUpload(connection, BitConverter.ToInt64(RandomNumberGenerator.GetBytes(8)));
        try
        {
            upload.Begin();
            Stream source = blob.Rewound();
            byte[] piece = new byte[(int)Math.Min(Piece, Math.Max(blob.Bytes, 1))];
            int number = 0;
            while (source.ReadAtLeast(piece, piece.Length, throwOnEndOfStream: false) is > 0 and var count)
            {
                cancellationToken.ThrowIfCancellationRequested();
                upload.Write(number++, count == piece.Length ? piece : piece[..count]);
            }

            return upload;
        }
        catch
        {
            upload.Dispose();
            throw;
        }
    });

    public void Keep(IncomingBlob blob, IIndexChange change)
    {
        var rows = (PostgresRows)change;
        var upload = (PostgresUpload)blob.Sent!;

        // One that is there already has the same bytes, or is damaged and mended by this.
        object? old = rows.Value("SELECT upload FROM blobs WHERE hash = $1", blob.Hash);
        rows.Run("INSERT INTO blobs(hash, bytes, upload) VALUES($1, $2, $3)"
            + " ON CONFLICT(hash) DO UPDATE SET bytes = excluded.bytes, upload = excluded.upload", blob.Hash, blob.Bytes, upload.Number);
        if (old is long number)
        {
            rows.Run("DELETE FROM uploads WHERE upload = $1", number);
        }

        upload.IsKept = true;
    }

    public bool? Take(StoredFile file, Func<Stream, bool> take) => database.Guard(isWrite: false, () =>
    {
        using NpgsqlConnection connection = database.Open();
        using NpgsqlTransaction transaction = connection.BeginTransaction(System.Data.IsolationLevel.RepeatableRead);
        var rows = new PostgresRows(connection);
        if (rows.Value("SELECT upload FROM blobs WHERE hash = $1", file.Hash) is not long upload)
        {
            return default(bool?);
        }

        using var stream = new PostgresPieces(rows, upload);
        return take(stream);
    });

    public Garbage Collect(IReadOnlySet<string> kept, IIndexChange change)
    {
        var rows = (PostgresRows)change;
        int files = 0;
        long bytes = 0;
        foreach ((string hash, long length, long upload) in rows.Named("SELECT hash, bytes, upload FROM blobs"))
        {
            if (!kept.Contains(hash))
            {
                rows.Run("DELETE FROM blobs WHERE hash = $1", hash);
                rows.Run("DELETE FROM uploads WHERE upload = $1", upload);
                files++;
                bytes += length;
            }
        }

        // What nobody is sending any more.
        foreach (long[] left in rows.Numbers("SELECT upload, coalesce((SELECT sum(octet_length(data)) FROM pieces"
            + " WHERE pieces.upload = uploads.upload), 0)::bigint FROM uploads WHERE upload NOT IN (SELECT upload FROM blobs)"))
        {
            if (rows.Value("SELECT pg_try_advisory_xact_lock($1)", left[0]) is true)
            {
                files += rows.Run("DELETE FROM uploads WHERE upload = $1", left[0]);
                bytes += left[1];
            }
        }

        return new Garbage(files, bytes);
    }

    public void Clear(Garbage garbage)
    {
    }
}
