using System.Collections.Concurrent;
using System.Security.Cryptography;
using Brine.Containers;

namespace Brine.Store;

/// <summary>Copies while it hashes: what is hashed is written by another thread that may fall some pieces behind. The disk is at work all
/// the while, and the flush at the end waits for little. Files that the system can copy by itself, <see cref="KernelCopy"/>
/// copies.</summary>
internal static class HashingCopy
{
    private const int Piece = 1 << 20;
    private const int Pieces = 8;

    /// <summary>The system finds the memory for so much at once quickly; for a megabyte in one go it takes several times as long.</summary>
    private const int Write = 128 << 10;

    /// <summary>The SHA-256 and the number of the bytes that were copied.</summary>
    /// <param name="source">Where from; read to its end.</param>
    /// <param name="target">Where to; a file is on the disk when this is done. <see cref="Stream.Null"/> for hashing alone.</param>
    /// <param name="cancellationToken">Stops the copying.</param>
    /// <exception cref="FileNotWrittenException">The target is a file, and cannot be written.</exception>
    internal static (string Hash, long Bytes) Run(Stream source, Stream target, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] first = new byte[Piece];
        int count = source.ReadAtLeast(first, first.Length, throwOnEndOfStream: false);
        hash.AppendData(first, 0, count);
        long bytes = count;
        if (count < Piece || target == Stream.Null)
        {
            Put(target, first, count);
            while (count == Piece)
            {
                cancellationToken.ThrowIfCancellationRequested();
                count = source.ReadAtLeast(first, first.Length, throwOnEndOfStream: false);
                hash.AppendData(first, 0, count);
                bytes += count;
            }
        }
        else
        {
            bytes += CopyLarge(source, target, first, hash, cancellationToken);
        }

        Flush(target);
        return (Convert.ToHexStringLower(hash.GetHashAndReset()), bytes);
    }

    private static long CopyLarge(Stream source, Stream target, byte[] first, IncrementalHash hash, CancellationToken cancellationToken)
    {
        using var filled = new BlockingCollection<(byte[] Piece, int Count)>(Pieces);
        using var empty = new BlockingCollection<byte[]>(Pieces + 2);
        for (int i = 0; i < Pieces; i++)
        {
            empty.Add(new byte[Piece], CancellationToken.None);
        }

        filled.Add((first, first.Length), CancellationToken.None);
        Task writing = Task.Factory.StartNew(() => WriteAll(target, filled, empty), CancellationToken.None, TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        long bytes = 0;
        int count = Piece;
        try
        {
            // The writer gives no more pieces back where it failed: what it threw is thrown below.
            while (count == Piece && empty.TryTake(out byte[]? piece, Timeout.Infinite, cancellationToken))
            {
                count = source.ReadAtLeast(piece, piece.Length, throwOnEndOfStream: false);
                filled.Add((piece, count), cancellationToken);
                hash.AppendData(piece, 0, count);
                bytes += count;
            }
        }
        finally
        {
            filled.CompleteAdding();
            writing.GetAwaiter().GetResult();
        }

        return bytes;
    }

    private static void WriteAll(Stream target, BlockingCollection<(byte[] Piece, int Count)> filled, BlockingCollection<byte[]> empty)
    {
        WriteBehind? behind = target is FileStream file ? new WriteBehind(file) : null;
        try
        {
            foreach ((byte[] piece, int count) in filled.GetConsumingEnumerable())
            {
                Put(target, piece, count, behind);
                empty.Add(piece);
            }
        }
        finally
        {
            empty.CompleteAdding();
        }
    }

    private static void Put(Stream target, byte[] piece, int count, WriteBehind? behind = null)
    {
        try
        {
            for (int from = 0; from < count; from += Write)
            {
                target.Write(piece, from, Math.Min(Write, count - from));
            }

            behind?.Wrote();
        }
        catch (Exception error) when (target is FileStream file && AtomicFile.Reason(error) is not null)
        {
            throw BlobFolder.NotWritten(file.Name, error);
        }
    }

    internal static void Flush(Stream target)
    {
        if (target is not FileStream file)
        {
            return;
        }

        try
        {
            file.Flush(flushToDisk: true);
        }
        catch (IOException error)
        {
            throw BlobFolder.NotWritten(file.Name, error);
        }
    }
}
