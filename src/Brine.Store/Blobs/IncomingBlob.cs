namespace Brine.Store;

/// <summary>A file that is in the store's folder and has no name yet; it goes when it never gets one.</summary>
/// <param name="stream">The file, open and so locked: nobody takes it for a leftover.</param>
/// <param name="hash">The SHA-256 of its bytes.</param>
/// <param name="bytes">Its size.</param>
internal sealed class IncomingBlob(FileStream stream, string hash, long bytes) : IDisposable
{
    /// <summary>Shared locks let readers in, and those who clear up not.</summary>
    internal const FileShare Share = FileShare.Read | FileShare.Delete;

    /// <summary>Windows moves and deletes an open file only where that is allowed.</summary>
    internal static readonly FileShare Alone = OperatingSystem.IsWindows() ? FileShare.Delete : FileShare.None;

    private bool _isKept;

    internal bool IsKept => _isKept;

    /// <summary>What the file is called where the store keeps it, if that is not on this machine.</summary>
    internal IDisposable? Sent { get; set; }

    internal string Path => stream.Name;

    internal string Hash => hash;

    internal long Bytes => bytes;

    /// <summary>The bytes from the first one on.</summary>
    internal Stream Rewound()
    {
        stream.Position = 0;
        return stream;
    }

    internal StoredFile Named(string name) => new(name, hash, bytes);

    /// <summary>Gives the file its name. From then on it is only read.</summary>
    internal void MoveTo(string target)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(stream.SafeFileHandle, UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        }

        File.Move(stream.Name, target, overwrite: true);
        _isKept = true;
    }

    public void Dispose()
    {
        Sent?.Dispose();
        if (!_isKept)
        {
            File.Delete(stream.Name);
        }

        stream.Dispose();
    }
}
