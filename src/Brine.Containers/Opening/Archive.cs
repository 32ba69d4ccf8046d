using Brine.Pickling;

namespace Brine.Containers;

/// <summary>The files of a ZIP or tar archive, and what they make it.</summary>
internal sealed class Archive
{
    private const int MostCandidates = 100;
    private const int MostFiles = 10_000;
    private const int DeepestFolder = 8;

    private readonly Dictionary<string, ArchiveMember> _byName = new(StringComparer.Ordinal);

    private Archive(ArchiveForm form, List<ArchiveMember> members, IReadOnlyList<ZipFinding> findings)
    {
        Form = form;
        Members = members;
        Findings = findings;
        foreach (ArchiveMember member in members)
        {
            _byName[member.Name] = member;
        }

        Format = Classify();
    }

    private enum ArchiveForm
    {
        Zip,
        Tar,
        Folder,
    }

    private ArchiveForm Form { get; }

    /// <summary>The files; folders, links and what macOS adds for itself are left out.</summary>
    internal IReadOnlyList<ArchiveMember> Members { get; }

    internal IReadOnlyList<ZipFinding> Findings { get; }

    /// <summary>What the members make the archive: <see cref="FileFormat.Zip"/> or <see cref="FileFormat.Tar"/> where they make it nothing of a kind.</summary>
    internal FileFormat Format { get; }

    internal static Archive OfZip(ReadOnlyMemory<byte> bytes, Limits limits)
    {
        // The members are views over memory, or arrays of their own: nothing is lost with the reader.
        using ZipReader zip = ZipReader.Read(bytes, limits);
        return OfZip(zip);
    }

    /// <summary>The members are read for as long as the reader is open.</summary>
    internal static Archive OfZip(ZipReader zip) =>
        new(ArchiveForm.Zip, [.. zip.Entries.Where(entry => !entry.IsFolder && !IsNoise(entry.Name)).Select(entry => new ArchiveMember(entry.Name, entry.Size, () => zip.ReadAll(entry)))], zip.Findings);

    internal static Archive OfTar(ReadOnlyMemory<byte> bytes) =>
        new(ArchiveForm.Tar, [.. TarFile.Read(bytes).Where(entry => entry.IsFile && !IsNoise(entry.Name)).Select(entry => new ArchiveMember(entry.Name, entry.Content.Length, () => entry.Content))], []);

    /// <summary>The files in a folder and below it; links are left out, so that no name leads elsewhere.</summary>
    internal static Archive OfFolder(string path, Limits limits)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = DeepestFolder, AttributesToSkip = FileAttributes.ReparsePoint };
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
    internal Archive InMemory() => new(Form, [.. Members.Select(ReadNow)], Findings);

    internal ArchiveMember? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>The one member that is a model or another pickle, or null where there is none or more than one.</summary>
    internal ArchiveMember? SingleModel(Limits limits)
    {
        if (Members.Count == 1)
        {
            return Members[0];
        }

        ArchiveMember? found = null;
        foreach (ArchiveMember member in Members.Count > MostCandidates ? [] : Members)
        {
            if (!IsModel(member, limits))
            {
                continue;
            }

            if (found is not null)
            {
                return null;
            }

            found = member;
        }

        return found;
    }

    /// <summary>The folder inside the archive that holds a file of this name, with its slash: "" for the top; null where there is none.</summary>
    internal string? FolderOf(string name)
    {
        string? shortest = null;
        foreach (ArchiveMember member in Members)
        {
            if (member.FileName == name && (shortest is null || member.Name.Length - name.Length < shortest.Length))
            {
                shortest = member.Name[..^name.Length];
            }
        }

        return shortest;
    }

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

    private static bool IsModel(ArchiveMember member, Limits limits)
    {
        if (member.Size < 2)
        {
            return false;
        }

        try
        {
            ReadOnlyMemory<byte> bytes = member.Read();
            Codec codec = Detector.DetectCodec(bytes.Span);
            if (codec != Codec.None)
            {
                bytes = Decompressor.Decompress(bytes, codec, limits);
            }

            return Detector.DetectFormat(bytes.Span) == FileFormat.Pickle;
        }
        catch (PickleFormatException)
        {
            return false;
        }
    }

    private static bool IsNoise(string name) => name.StartsWith("__MACOSX/", StringComparison.Ordinal) || name[(name.LastIndexOf('/') + 1)..] is ".DS_Store" || name[(name.LastIndexOf('/') + 1)..].StartsWith("._", StringComparison.Ordinal);

    private FileFormat Classify()
    {
        if (Form != ArchiveForm.Zip)
        {
            return Find("pickle") is not null && Find("tensors") is not null && Find("storages") is not null ? FileFormat.TorchTar
                : FolderOf("MLmodel") is not null ? FileFormat.Mlflow
                : Form == ArchiveForm.Tar ? FileFormat.Tar : FileFormat.Unknown;
        }

        if (Members.Count > 0 && Members.All(member => member.Name.EndsWith(".npy", StringComparison.Ordinal)))
        {
            return FileFormat.Npz;
        }

        // PyTorch puts all below one folder, whose name is that of the file when it was saved.
        if (Members.Count > 0 && Members[0].Name is var first && first.IndexOf('/') is > 0 and var slash)
        {
            string folder = first[..(slash + 1)];
            if (Find(folder + "data.pkl") is not null && (Find(folder + "version") is not null || Find(folder + "constants.pkl") is not null))
            {
                return FileFormat.Torch;
            }

            if (Find(folder + "archive_format") is not null)
            {
                return FileFormat.TorchExport;
            }
        }

        return Find("schema.json") is not null ? FileFormat.Skops
            : Find("config.json") is not null && Find("metadata.json") is not null && (Find("model.weights.h5") is not null || Find("model.weights.npz") is not null) ? FileFormat.Keras
            : FolderOf("MLmodel") is not null ? FileFormat.Mlflow
            : FolderOf("saved_model.pb") is not null ? FileFormat.SavedModel
            : Find("data.pkl") is not null && Find("version") is not null ? FileFormat.Torch
            : Find("serialized_exported_program.json") is not null ? FileFormat.TorchExport
            : FileFormat.Zip;
    }
}
