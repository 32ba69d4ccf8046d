using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Brine.Containers;

namespace Brine.Store;

/// <summary>
/// Copies files within the system: their bytes do not come to this program and go back. What is hashed is the copy, behind the copying, so
/// that nobody who changes the file meanwhile makes the hash another than that of the copy. Where the file system can, the copy shares the
/// places on the disk, and nothing is written at all.
/// </summary>
internal static partial class KernelCopy
{
    /// <summary>Smaller files are not worth another thread.</summary>
    private const int Least = 1 << 20;

    private const int Piece = 16 << 20;
    private const int Read = 256 << 10;
    private const int Interrupted = 4, InputOutput = 5, TooLarge = 27, NoSpace = 28, OverQuota = 122;

    /// <summary>Copies a file and hashes the copy, which is on the disk then.</summary>
    /// <param name="source">A file that stands at its beginning.</param>
    /// <param name="target">A new file that may be read.</param>
    /// <param name="cancellationToken">Stops the copying.</param>
    /// <returns>The SHA-256 and the number of the bytes; null where the system cannot, and the target is still empty.</returns>
    /// <exception cref="FileNotWrittenException">The disk is full, or the target cannot be written.</exception>
    internal static (string Hash, long Bytes)? Try(FileStream source, FileStream target, CancellationToken cancellationToken)
    {
        if (!OperatingSystem.IsLinux() || !Environment.Is64BitProcess || !source.CanSeek || source.Position != 0 || source.Length < Least)
        {
            return null;
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long bytes = 0;
        byte[] buffer = new byte[Read];
        if (FileClone.Try(source, target))
        {
            bytes = HashTo(target, hash, buffer, 0, target.Length, cancellationToken);
            FlushToDisk(target);
        }
        else if (CopyPiece(source, target, 0) is > 0 and var first)
        {
            bytes = Follow(source, target, first, hash, buffer, cancellationToken);
        }
        else
        {
            return null;
        }

        return (Convert.ToHexStringLower(hash.GetHashAndReset()), bytes);
    }

    private static void FlushToDisk(FileStream target)
    {
        try
        {
            RandomAccess.FlushToDisk(target.SafeFileHandle);
        }
        catch (IOException error)
        {
            throw BlobFolder.NotWritten(target.Name, error);
        }
    }

    /// <summary>Copies the rest in another thread, and hashes what is there.</summary>
    private static long Follow(FileStream source, FileStream target, long first, IncrementalHash hash, byte[] buffer,
        CancellationToken cancellationToken)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var ends = new BlockingCollection<long>();
        var behind = new WriteBehind(target);
        Task copying = Task.Factory.StartNew(() => CopyAll(source, target, first, behind, ends, stopping.Token), CancellationToken.None,
            TaskCreationOptions.LongRunning, TaskScheduler.Default);
        long bytes = 0;
        try
        {
            // What the other thread threw is thrown below.
            foreach (long end in ends.GetConsumingEnumerable(CancellationToken.None))
            {
                bytes = HashTo(target, hash, buffer, bytes, end, cancellationToken);
            }
        }
        finally
        {
            stopping.Cancel();
            copying.GetAwaiter().GetResult();
        }

        return bytes;
    }

    private static void CopyAll(FileStream source, FileStream target, long copied, WriteBehind behind, BlockingCollection<long> ends,
        CancellationToken stop)
    {
        try
        {
            ends.Add(copied, CancellationToken.None);
            while (!stop.IsCancellationRequested && CopyPiece(source, target, copied) is > 0 and var count)
            {
                copied += count;
                behind.Wrote(copied);
                ends.Add(copied, CancellationToken.None);
            }

            // The disk goes on while the last bytes are hashed.
            ends.CompleteAdding();
            if (!stop.IsCancellationRequested)
            {
                FlushToDisk(target);
            }
        }
        finally
        {
            ends.CompleteAdding();
        }
    }

    private static long HashTo(FileStream target, IncrementalHash hash, byte[] buffer, long from, long end,
        CancellationToken cancellationToken)
    {
        while (from < end)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int count = target.Read(buffer, 0, (int)Math.Min(buffer.Length, end - from));
            if (count == 0)
            {
                throw BlobFolder.NotWritten(target.Name, new IOException("the copy became shorter while it was made"));
            }

            hash.AppendData(buffer, 0, count);
            from += count;
        }

        return from;
    }

    /// <summary>How many bytes more were copied; 0 at the end, or at the beginning where the system cannot.</summary>
    private static long CopyPiece(FileStream source, FileStream target, long offset)
    {
        long from = offset, to = offset;
        while (true)
        {
            nint count = Copy((int)source.SafeFileHandle.DangerousGetHandle(), ref from, (int)target.SafeFileHandle.DangerousGetHandle(),
                ref to, Piece, 0);
            if (count >= 0)
            {
                return count;
            }

            int error = Marshal.GetLastPInvokeError();
            if (error is NoSpace or OverQuota or TooLarge or InputOutput || (offset > 0 && error != Interrupted))
            {
                throw BlobFolder.NotWritten(target.Name, new IOException(Marshal.GetPInvokeErrorMessage(error)));
            }

            if (error != Interrupted)
            {
                return 0;
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "copy_file_range", SetLastError = true)]
    private static partial nint Copy(int source, ref long sourceOffset, int target, ref long targetOffset, nuint length, uint flags);
}
