using System.Runtime.InteropServices;

namespace Brine.Containers;

/// <summary>Copies of whole files that share the places on the disk until one of them is changed, where the file system can (Btrfs, XFS,
/// overlays of them).</summary>
internal static partial class FileClone
{
    /// <summary>FICLONE.</summary>
    private const uint Share = 0x40049409;

    /// <summary>Makes a file that is still empty the copy of another, as that stands at this moment.</summary>
    /// <returns>False where the file system cannot, and nothing happened.</returns>
    internal static bool Try(FileStream source, FileStream target) => OperatingSystem.IsLinux() && Environment.Is64BitProcess
        && source is { CanSeek: true, Position: 0 }
        && Control((int)target.SafeFileHandle.DangerousGetHandle(), Share, (int)source.SafeFileHandle.DangerousGetHandle()) == 0;

    [LibraryImport("libc", EntryPoint = "ioctl")]
    private static partial int Control(int descriptor, nuint request, nint other);
}
