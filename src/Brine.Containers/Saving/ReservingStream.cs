using System.Runtime.InteropServices;

namespace Brine.Containers;

/// <summary>
/// A file that is written. Before a large piece its room on the disk is reserved: the system then fills it with less work for each page,
/// and a disk that is too full says so before the piece is written.
/// </summary>
internal sealed partial class ReservingStream(FileStream file) : Stream
{
    /// <summary>Smaller pieces gain nothing.</summary>
    private const int Large = 4 << 20;

    /// <summary>The length of the file stays what was written.</summary>
    private const int KeepSize = 1;

    public override bool CanRead => file.CanRead;

    public override bool CanSeek => file.CanSeek;

    public override bool CanWrite => file.CanWrite;

    public override long Length => file.Length;

    public override long Position
    {
        get => file.Position;
        set => file.Position = value;
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        Reserve(buffer.Length);
        file.Write(buffer);
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Reserve(buffer.Length);
        return file.WriteAsync(buffer, cancellationToken);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(Span<byte> buffer) => file.Read(buffer);

    public override int Read(byte[] buffer, int offset, int count) => file.Read(buffer, offset, count);

    public override long Seek(long offset, SeekOrigin origin) => file.Seek(offset, origin);

    public override void SetLength(long value) => file.SetLength(value);

    public override void Flush() => file.Flush();

    private void Reserve(int length)
    {
        if (length >= Large && OperatingSystem.IsLinux() && Environment.Is64BitProcess)
        {
            // Not every file system can; what is wrong with the disk, the write says.
            _ = Allocate((int)file.SafeFileHandle.DangerousGetHandle(), KeepSize, file.Position, length);
        }
    }

    [LibraryImport("libc", EntryPoint = "fallocate")]
    private static partial int Allocate(int descriptor, int mode, long offset, long length);
}
