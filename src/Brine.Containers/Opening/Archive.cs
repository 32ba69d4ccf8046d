using Brine.Pickling;

namespace Brine.Containers;

/// <summary>The files of a ZIP or tar archive, and what they make it.</summary>
internal sealed class Archive
{
    private const int MostCandidates = 100;
    private const int MostFiles = 10_000;
    private const int DeepestFolder = 8;

    private readonly ArchiveForm _form;
    private readonly MemberNames _names;
    private readonly Dictionary<string, ArchiveMember> _byName = new(StringComparer.Ordinal);

    private Archive(ArchiveForm form, IReadOnlyList<ArchiveMember> members, IReadOnlyList<ZipFinding> findings, FileFormat? format = null)
    {
        _form = form;
        Members = members;
        Findings = findings;
        foreach (ArchiveMember member in members)
        {
            _byName[member.Name] = member;
        }

        _names = new MemberNames([.. members.Select(member => member.Name)], form == ArchiveForm.Zip);
        Format = format ?? FormatTable.OfMembers(_names)
            ?? form switch { ArchiveForm.Zip => FileFormat.Zip, ArchiveForm.Tar => FileFormat.Tar, _ => FileFormat.Unknown };
    }

    private enum ArchiveForm
    {
        Zip,
        Tar,
        Folder,
    }

    /// <summary>The files; folders, links and what macOS adds for itself are left out.</summary>
    internal IReadOnlyList<ArchiveMember> Members { get; }

    internal IReadOnlyList<ZipFinding> Findings { get; }

    /// <summary>What the members make the archive: <see cref="FileFormat.Zip"/> or <see cref="FileFormat.Tar"/> where they make it nothing
    /// of a kind.</summary>
    internal FileFormat Format { get; }

    /// <param name="bytes">The archive.</param>
    /// <param name="limits">What the members may grow to.</param>
    /// <param name="format">What the members make it, where that is known.</param>
    internal static Archive OfZip(ReadOnlyMemory<byte> bytes, Limits limits, FileFormat? format = null)
    {
        // The members are views over memory, or arrays of their own: nothing is lost with the reader.
        using ZipReader zip = ZipReader.Read(bytes, limits);
        return OfZip(zip, format);
    }

    /// <summary>The members are read for as long as the reader is open.</summary>
    internal static Archive OfZip(ZipReader zip, FileFormat? format = null) =>
        new(ArchiveForm.Zip,
            [.. zip.Entries.Where(entry => !entry.IsFolder && !IsNoise(entry.Name))
                .Select(entry => new ArchiveMember(entry.Name, entry.Size, () => zip.ReadAll(entry)))], zip.Findings, format);

    internal static Archive OfTar(ReadOnlyMemory<byte> bytes) =>
        new(ArchiveForm.Tar,
            [.. TarFile.Read(bytes).Where(entry => entry.IsFile && !IsNoise(entry.Name))
                .Select(entry => new ArchiveMember(entry.Name, entry.Content.Length, () => entry.Content))], []);

    /// <summary>The files in a folder and below it; links are left out, so that no name leads elsewhere.</summary>
    internal static Archive OfFolder(string path, Limits limits)
    {
        var options = new EnumerationOptions
            { RecurseSubdirectories = true, MaxRecursionDepth = DeepestFolder, AttributesToSkip = FileAttributes.ReparsePoint };
        var members = new List<ArchiveMember>();
        foreach (FileInfo file in new DirectoryInfo(path).EnumerateFiles("*", options).Take(MostFiles))
        {
            string name = System.IO.Path.GetRelativePath(path, file.FullName).Replace(System.IO.Path.DirectorySeparatorChar, '/');
            members.Add(new ArchiveMember(name, file.Length, () => FileContent.ReadAll(file.FullName, limits)));
        }

        members.Sort((left, right) => string.CompareOrdinal(left.Name, right.Name));
        return new Archive(ArchiveForm.Folder, members, []);
    }

    /// <summary>The same with all members read, for when the file is closed. What is wrong with one is said when it is asked for.</summary>
    internal Archive InMemory() => new(_form, [.. Members.Select(ReadNow)], Findings, Format);

    internal ArchiveMember? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>The one member that is a model or another pickle, with its bytes, or null where there is none or more than one.</summary>
    internal (ArchiveMember Member, ReadOnlyMemory<byte> Content)? SingleModel(Limits limits)
    {
        if (Members.Count == 1)
        {
            return (Members[0], Members[0].Read());
        }

        (ArchiveMember, ReadOnlyMemory<byte>)? found = null;
        foreach (ArchiveMember member in Members.Count > MostCandidates ? [] : Members)
        {
            if (ReadModel(member, limits) is not { } content)
            {
                continue;
            }

            if (found is not null)
            {
                return null;
            }

            found = (member, content);
        }

        return found;
    }

    /// <summary>The folder inside the archive that holds a file of this name, with its slash: "" for the top; null where there is
    /// none.</summary>
    internal string? FolderOf(string name) => _names.FolderOf(name);

    private static ArchiveMember ReadNow(ArchiveMember member)
    {
        try
        {
            ReadOnlyMemory<byte> bytes = member.Read();
            return new ArchiveMember(member.Name, member.Size, () => bytes);
        }
        catch (PickleFormatException error)
        {
            return new ArchiveMember(member.Name, member.Size, () => throw error);
        }
    }

    /// <summary>The bytes of a member that is a pickle, as they are packed; null for other members.</summary>
    private static ReadOnlyMemory<byte>? ReadModel(ArchiveMember member, Limits limits)
    {
        if (member.Size < 2)
        {
            return null;
        }

        try
        {
            ReadOnlyMemory<byte> bytes = member.Read();
            Codec codec = Detector.DetectCodec(bytes.Span);
            ReadOnlyMemory<byte> unpacked = codec == Codec.None ? bytes : Decompressor.Decompress(bytes, codec, limits);
            return Detector.DetectFormat(unpacked.Span) == FileFormat.Pickle ? bytes : default(ReadOnlyMemory<byte>?);
        }
        catch (PickleFormatException)
        {
            return null;
        }
    }

    private static bool IsNoise(string name) =>
        name.StartsWith("__MACOSX/", StringComparison.Ordinal) || name[(name.LastIndexOf('/') + 1)..] is ".DS_Store"
            || name[(name.LastIndexOf('/') + 1)..].StartsWith("._", StringComparison.Ordinal);
}
