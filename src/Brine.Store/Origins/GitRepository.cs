using System.IO.Compression;
using System.Text;

namespace Brine.Store;

/// <summary>A repository of git, read from its files: which commit is checked out. git itself is not run.</summary>
internal sealed class GitRepository
{
    private const int MostBytes = 64 << 20;

    private readonly string _gitFolder;
    private readonly string _commonFolder;

    private GitRepository(string workFolder, string gitFolder)
    {
        WorkFolder = workFolder;
        _gitFolder = gitFolder;

        // A second checkout of a repository keeps its own HEAD and index, and shares the rest.
        string common = Path.Combine(gitFolder, "commondir");
        _commonFolder = File.Exists(common) ? Path.GetFullPath(Path.Combine(gitFolder, File.ReadAllText(common).Trim())) : gitFolder;
    }

    /// <summary>The folder that holds <c>.git</c>.</summary>
    internal string WorkFolder { get; }

    internal string IndexPath => Path.Combine(_gitFolder, "index");

    /// <summary>The repository that a folder is in, or null.</summary>
    internal static GitRepository? Find(string folder)
    {
        for (DirectoryInfo? current = new(Path.GetFullPath(folder)); current is not null; current = current.Parent)
        {
            string git = Path.Combine(current.FullName, ".git");
            if (Directory.Exists(git))
            {
                return new GitRepository(current.FullName, git);
            }

            if (File.Exists(git) && File.ReadAllText(git).Trim() is var text && text.StartsWith("gitdir: ", StringComparison.Ordinal))
            {
                string target = Path.GetFullPath(Path.Combine(current.FullName, text["gitdir: ".Length..]));
                return Directory.Exists(target) ? new GitRepository(current.FullName, target) : null;
            }
        }

        return null;
    }

    /// <summary>The commit that is checked out, and its branch; null where there is none.</summary>
    internal (string? Commit, string? Branch) Head()
    {
        string head = ReadText(Path.Combine(_gitFolder, "HEAD")) ?? "";
        if (!head.StartsWith("ref: ", StringComparison.Ordinal))
        {
            return (IsHash(head) ? head : null, null);
        }

        string name = head["ref: ".Length..];
        string? branch = name.StartsWith("refs/heads/", StringComparison.Ordinal) ? name["refs/heads/".Length..] : null;
        if (name.Split('/').Any(part => part is "" or "." or ".."))
        {
            return (null, null);
        }

        string? commit = ReadText(Path.Combine(_gitFolder, name)) ?? ReadText(Path.Combine(_commonFolder, name)) ?? Packed(name);
        return (commit is not null && IsHash(commit) ? commit : null, branch);
    }

    /// <summary>The tree of a commit that lies in a file of its own or whole in a pack; null where it cannot be found.</summary>
    internal string? TreeOf(string commit)
    {
        string loose = Path.Combine(_commonFolder, "objects", commit[..2], commit[2..]);
        byte[]? content = File.Exists(loose) ? Loose(loose) : GitPacks.FindCommit(Path.Combine(_commonFolder, "objects", "pack"), commit);
        string text = content is null ? "" : Encoding.UTF8.GetString(content, 0, Math.Min(content.Length, 100));
        string tree = text.StartsWith("tree ", StringComparison.Ordinal) ? text["tree ".Length..].Split('\n')[0] : "";
        return IsHash(tree) ? tree : null;
    }

    internal static bool IsHash(string text) => text.Length is 40 or 64 && text.All(char.IsAsciiHexDigitLower);

    /// <summary>What zlib unpacks, up to a bound.</summary>
    internal static byte[]? Unpack(Stream packed)
    {
        using var zlib = new ZLibStream(packed, CompressionMode.Decompress);
        using var content = new MemoryStream();
        byte[] piece = new byte[8192];
        int count;
        while ((count = zlib.Read(piece)) > 0)
        {
            if (content.Length + count > MostBytes)
            {
                return null;
            }

            content.Write(piece, 0, count);
        }

        return content.ToArray();
    }

    private static byte[]? Loose(string path)
    {
        using FileStream file = File.OpenRead(path);
        byte[]? content = Unpack(file);
        int end = content is null ? -1 : Array.IndexOf(content, (byte)0);
        return end > 0 && Encoding.ASCII.GetString(content!, 0, end).StartsWith("commit ", StringComparison.Ordinal)
            ? content![(end + 1)..] : null;
    }

    private string? Packed(string name)
    {
        string path = Path.Combine(_commonFolder, "packed-refs");
        return !File.Exists(path) ? null
            : File.ReadLines(path).Where(line => line.EndsWith(" " + name, StringComparison.Ordinal) && line[0] != '#')
                .Select(line => line.Split(' ')[0]).FirstOrDefault();
    }

    private static string? ReadText(string path) => File.Exists(path) ? File.ReadAllText(path).Trim() : null;
}
