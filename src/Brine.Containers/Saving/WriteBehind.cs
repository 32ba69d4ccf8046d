using System.Runtime.InteropServices;

namespace Brine.Containers;

/// <summary>
/// Has the disk begin with what was written of a file while the rest is still on its way, so that the flush at the end
/// waits for little.
/// </summary>
internal sealed partial class WriteBehind(FileStream file)
{
    /// <summary>Linux only queues the pages, and goes on.</summary>
    private const int Step = 8 << 20;

    /// <summary>A flush waits, and writes the journal of the file system too.</summary>
    private const int FlushStep = 64 << 20;

    /// <summary>SYNC_FILE_RANGE_WRITE.</summary>
    private const uint Begin = 2;

    private long _begun = file.Position;

    /// <summary>Says that more of the file was written.</summary>
    /// <exception cref="IOException">The disk does not take it.</exception>
    internal void Wrote() => Wrote(file.Position);

    /// <summary>Says how far the file was written.</summary>
    /// <exception cref="IOException">The disk does not take it.</exception>
    internal void Wrote(long end)
    {
        long written = end - _begun;
        if (OperatingSystem.IsLinux() && Environment.Is64BitProcess)
        {
            if (written >= Step)
            {
                // Not every file system can; what is wrong with the disk, the flush at the end says.
                _ = BeginWriting((int)file.SafeFileHandle.DangerousGetHandle(), _begun, written, Begin);
                _begun += written;
            }
        }
        else if (written >= FlushStep)
        {
            file.Flush(flushToDisk: true);
            _begun += written;
        }
    }

    [LibraryImport("libc", EntryPoint = "sync_file_range")]
    private static partial int BeginWriting(int descriptor, long offset, long length, uint how);
}
