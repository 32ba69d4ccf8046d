using System.Runtime.InteropServices;

namespace Brine.Containers;

/// <summary>What a path of Unix stands for: a device or a pipe is no file that another one can take the place of.</summary>
internal static partial class FileKind
{
    private const int CurrentFolder = -100;
    private const uint OnlyType = 1;
    private const int OffsetOfMode = 28;
    private const int TypeMask = 0xF000;
    private const int Pipe = 0x1000;
    private const int CharacterDevice = 0x2000;
    private const int Folder = 0x4000;
    private const int BlockDevice = 0x6000;
    private const int Regular = 0x8000;
    private const int Socket = 0xC000;

    /// <summary>True for a pipe or a socket, which is read once from its beginning.</summary>
    internal static bool IsPipe(string path) => TypeOf(path) is Pipe or Socket;

    /// <summary>True for a device, such as /dev/zero: what it gives has no end.</summary>
    internal static bool IsDevice(string path) => TypeOf(path) is CharacterDevice or BlockDevice;

    /// <summary>True for a pipe, a socket or a device, which is written to and not replaced.</summary>
    internal static bool IsSpecial(string path) => TypeOf(path) is not (0 or Regular or Folder);

    /// <summary>The type in the mode of a file, through links; 0 where there is no file, or the system does not say.</summary>
    private static int TypeOf(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return 0;
        }

        try
        {
            Span<byte> status = stackalloc byte[256];
            return Status(CurrentFolder, path, 0, OnlyType, ref MemoryMarshal.GetReference(status)) == 0
                ? BitConverter.ToUInt16(status[OffsetOfMode..]) & TypeMask : 0;
        }
        catch (EntryPointNotFoundException)
        {
            // Linux alone has this call; elsewhere devices are where they always are.
            return path.StartsWith("/dev/", StringComparison.Ordinal) && File.Exists(path) ? Pipe : 0;
        }
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Status(int folder, string path, int flags, uint mask, ref byte status);
}
